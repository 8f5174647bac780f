"""`graphql_schema`: write the schema's file, or check that it is up to date."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from graphql import print_schema

from cms.api.documents import graphql_schema


class Command(BaseCommand):
    """The API's contract as a file."""

    help = "Writes graphql/schema.graphql from the declarations; --check only compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--check."""
        parser.add_argument("--check", action="store_true", help="Compare; 1 when it differs.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write or compare. Raises CommandError with the difference."""
        path = settings.GRAPHQL_DIR / "schema.graphql"
        new = print_schema(graphql_schema()) + "\n"
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if not options["check"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(new, encoding="utf-8")
            self.stdout.write(f"{path.name}: {'unchanged' if old == new else 'written'}.")
        elif old != new:
            lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "file", "now", n=1)
            difference = "\n".join(list(lines)[:60])
            raise CommandError(
                f"{path.name} isn't what the declarations say.\n{difference}\n"
                "Run `manage.py graphql_schema` and commit the file."
            )
        else:
            self.stdout.write(f"{path.name} is up to date.")
