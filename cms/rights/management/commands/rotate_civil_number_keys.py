"""Seals every civil number with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.rights.cipher import BrokenSeal, new_key_text
from cms.rights.civil_numbers import rotate


class Command(BaseCommand):
    """`manage.py rotate_civil_number_keys`; `--new-key` makes a key and changes nothing."""

    help = "Seal every civil number with the first key of CIVIL_NUMBER_KEYS."

    def add_arguments(self, parser: CommandParser) -> None:
        """The one choice."""
        parser.add_argument("--new-key", action="store_true", help="print a new random key")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rotate, and say how many. Raises CommandError with the way out."""
        if options["new_key"]:
            self.stdout.write(new_key_text())
            return
        try:
            count = rotate()
        except KeyError as error:
            raise CommandError(
                f"The key {error} is not in CIVIL_NUMBER_KEYS, and numbers are sealed with it. "
                "Put it back, after the new one, and run this again."
            ) from error
        except BrokenSeal as error:
            raise CommandError(f"A number doesn't open: {error}. Nothing more was done.") from error
        self.stdout.write(f"{count} civil numbers sealed anew. Old keys can be taken away now.")
