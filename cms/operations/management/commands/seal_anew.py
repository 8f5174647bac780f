"""Seals what citizens write and send with the newest key."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from cms.operations.sealing import seal_anew


class Command(BaseCommand):
    """`manage.py seal_anew`, after a new key was put first in PRIVATE_KEYS."""

    help = "Seal what citizens write and send with the first key of PRIVATE_KEYS."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seal, and say how many. Raises CommandError with the way out."""
        try:
            count = seal_anew()
        except InvalidToken as error:
            raise CommandError(
                "Something was sealed with a key that is not in PRIVATE_KEYS. Put it back, after "
                "the new one, and run this again; nothing is lost."
            ) from error
        self.stdout.write(f"{count} rows sealed anew. Old keys can be taken away now.")
