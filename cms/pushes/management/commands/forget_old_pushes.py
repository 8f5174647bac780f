"""Removes messages that have been kept long enough; to be run once a day."""

from django.core.management.base import BaseCommand

from cms.pushes.retention import forget_old


class Command(BaseCommand):
    """`manage.py forget_old_pushes`."""

    help = "Remove what messages said whose declared retention has run out, and old letters."

    def handle(self, *args: object, **options: object) -> None:
        """Remove them and say how many."""
        self.stdout.write(f"{forget_old()} removed.")
