"""`graphql_schema`: write the schema and the pages that follow from it, or check them."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from graphql import print_schema

from cms.api import promise
from cms.api.documents import graphql_schema
from cms.api.errors import errors_page
from cms.api.reference import reference_page


class Command(BaseCommand):
    """The API's contract as a file."""

    help = "Writes graphql/schema.graphql and the API's pages in docs/api; --check only compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--check, --promise and --breaking."""
        parser.add_argument("--check", action="store_true", help="Compare; 1 when it differs.")
        parser.add_argument("--promise", action="store_true", help="Promise the schema of now.")
        parser.add_argument(
            "--breaking", action="store_true", help="With --promise: also what breaks users."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write or compare. Raises CommandError with the difference, or with what breaks users."""
        self._keep_promises()
        if options["promise"]:
            self._promise(may_break=options["breaking"])
        for path, new in contract().items():
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            if not options["check"]:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(new, encoding="utf-8")
                self.stdout.write(f"{path.name}: {'unchanged' if old == new else 'written'}.")
            elif old != new:
                raise CommandError(difference(path.name, old, new))
            else:
                self.stdout.write(f"{path.name} is up to date.")

    def _keep_promises(self) -> None:
        silent = promise.unannounced(
            _promised(), promise.changelog_file().read_text(encoding="utf-8")
        )
        if silent:
            raise CommandError(
                "Users of the API would break, and docs/api/CHANGELOG.md doesn't say so:\n"
                + "\n".join(silent)
                + "\nTake the change back, or deprecate first; else write these lines there."
            )

    def _promise(self, *, may_break: bool) -> None:
        broken = promise.broken_promises(_promised())
        if broken and not may_break:
            raise CommandError("Say --breaking if users are to break:\n" + "\n".join(broken))
        promise.promised_file().write_text(print_schema(graphql_schema()) + "\n", encoding="utf-8")


def _promised() -> str:
    return promise.promised_file().read_text(encoding="utf-8")


def contract() -> dict[Path, str]:
    """The files that follow from the code, with what they should say."""
    return {
        settings.GRAPHQL_DIR / "schema.graphql": print_schema(graphql_schema()) + "\n",
        settings.BASE_DIR / "docs" / "api" / "errors.md": errors_page(),
        settings.BASE_DIR / "docs" / "api" / "reference.md": reference_page(),
    }


def difference(name: str, old: str, new: str) -> str:
    """What isn't as it should be, and what to do."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "file", "now", n=1)
    shown = "\n".join(list(lines)[:60])
    return (
        f"{name} isn't what the declarations and the code say.\n{shown}\n"
        "Run `manage.py graphql_schema` and commit the file."
    )
