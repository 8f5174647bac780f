"""Deletes what is past its time. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.rights import retention


class Command(BaseCommand):
    """`manage.py delete_expired`, or only count with `--dry-run`."""

    help = "Delete everything whose retention has run out, and print how much, without persons."

    def add_arguments(self, parser: CommandParser) -> None:
        """The one choice."""
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run, and say a line for each kind of data."""
        is_dry = bool(options["dry_run"])
        for label, count in retention.run(dry=is_dry).items():
            self.stdout.write(f"{count:6} {label}")
        if is_dry:
            self.stdout.write("Nothing was deleted: --dry-run only counts.")
