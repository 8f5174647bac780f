"""Says what the law has kept of a citizen who was erased and shows the receipt's code."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.rights.erasing import kept_under


class Command(BaseCommand):
    """`manage.py kept_after_erasure CODE`."""

    help = "Print the logs kept under the code of an erasure's receipt."

    def add_arguments(self, parser: CommandParser) -> None:
        """The code."""
        parser.add_argument("code")

    def handle(self, *_args: Any, **options: Any) -> None:
        """A line for each record. Raises CommandError when there is nothing."""
        receipt = kept_under(options["code"])
        if receipt is None:
            raise CommandError("Nothing is kept under this code: check it, or its years are over.")
        self.stdout.write(f"Erased {receipt.erased_on}, kept until {receipt.kept_until}.")
        for record in receipt.records.all():
            said = json.dumps(record.said, ensure_ascii=False, sort_keys=True)
            self.stdout.write(f"{record.happened_at:%Y-%m-%d %H:%M} {record.kind} {said}")
