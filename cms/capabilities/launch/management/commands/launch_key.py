"""A new key for signing citizens in at vendors'."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.capabilities.launch.keys import make_key, signing_keys


class Command(BaseCommand):
    """`manage.py launch_key`: makes a key, or a new one in place of the one in use."""

    help = "Make a new key for signing citizens in at vendors'. Older keys stay published."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--if-none` for scripts that run again and again."""
        parser.add_argument("--if-none", action="store_true", help="only where there is none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say its name, never its secret."""
        if options["if_none"] and (known := signing_keys()):
            self.stdout.write(f"in use: {known[0].kid}")
            return
        try:
            self.stdout.write(f"made: {make_key().kid}")
        except FileNotFoundError as error:
            raise CommandError(str(error)) from error
