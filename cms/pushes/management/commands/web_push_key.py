"""Makes the key that notes to browsers are signed with."""

from django.core.management.base import BaseCommand

from cms.pushes.gateways.vapid import new_key


class Command(BaseCommand):
    """`manage.py web_push_key`: prints a new PUSH_WEB_KEY."""

    help = "Print a new PUSH_WEB_KEY. A new key ends every subscription there is."

    def handle(self, *args: object, **options: object) -> None:
        """Print it, and nothing else."""
        self.stdout.write(new_key())
