"""`manage.py back_up FILE`: everything there is in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.operations.backup.making import back_up


class Command(BaseCommand):
    """Writes tables and uploads while the product runs; nobody waits for it."""

    help = "Write the database and the uploaded files to one zip file that `restore` takes in."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path, help="a file that isn't there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say what is in it."""
        try:
            back_up(options["file"], self.stdout.write)
        except FileExistsError as fault:
            raise CommandError(f"{fault} is there already: choose another name.") from fault
        except OSError as fault:
            raise CommandError(f"The backup couldn't be written: {fault}") from fault
        self.stdout.write(f"Written to {options['file']}. Keep the keys apart from it.")
