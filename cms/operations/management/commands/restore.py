"""`manage.py restore FILE`: what `back_up` wrote, in the place of what is here."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.operations.backup.restoring import NotRestored, restore


class Command(BaseCommand):
    """Restores all or nothing, to SQLite and PostgreSQL alike, and makes the indexes anew."""

    help = "Take a backup in. The tables must be migrated, and empty unless --replace is given."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether what is here may be lost."""
        parser.add_argument("file", type=Path, help="what `back_up` wrote")
        parser.add_argument("--replace", action="store_true", help="what is here is lost")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, then let what is derived follow."""
        try:
            restore(options["file"], self.stdout.write, replace=options["replace"])
        except NotRestored as refusal:
            raise CommandError(f"Nothing was restored. {refusal}") from refusal
        call_command("update_index", verbosity=0)
        call_command("search_index", "rebuild")
        self.stdout.write("Restored. Restart the portal's processes.")
