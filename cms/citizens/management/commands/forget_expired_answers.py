"""Removes what citizens told long ago; to be run once a day."""

from django.core.management.base import BaseCommand

from cms.citizens.personal_data import forget_expired


class Command(BaseCommand):
    """`manage.py forget_expired_answers`."""

    help = "Remove answers whose declared retention has run out."

    def handle(self, *args: object, **options: object) -> None:
        """Remove them and say how many."""
        self.stdout.write(f"{forget_expired()} expired answers removed.")
