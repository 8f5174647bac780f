"""`manage.py content plan | apply | export | import | docs`.

`check`, `new` and `schema` need no database and are run before Django starts; they are named here
for `--help` alone.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cms.declarations import current
from cms.declarations.catalogue import read_whole
from cms.exchange.exporter import export_item
from cms.exchange.importer import import_items
from cms.exchange.report import ImportRefused
from cms.library.registry import UnknownType, item_model
from cms.modelling import snapshot
from cms.modelling.applying import NotApplied, apply, docs_folder
from cms.modelling.docs import write_docs
from cms.modelling.plan import Plan, make_plan

LOSES_DATA = 2
SUBCOMMANDS = {
    "check": "every mistake in every file, with line, reason and fix",
    "new": "asks what is needed and writes a file",
    "schema": "writes the JSON Schema that editors complete by",
    "plan": "what changed files would do to tables, data, API and search",
    "apply": "does what the plan says",
    "export": "a type's items as JSON",
    "import": "reads a type's items from a JSON file, all or none",
    "docs": "writes a page per content type into docs/content-types/",
}


class Command(BaseCommand):
    """What a content modeller does."""

    help = "Check, plan and apply content types; export and import their items; write their docs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand each."""
        actions = parser.add_subparsers(dest="action", required=True)
        made = {name: actions.add_parser(name, help=text) for name, text in SUBCOMMANDS.items()}
        made["apply"].add_argument(
            "--accept-loss", action="store_true", help="go on although the plan says data is lost"
        )
        made["export"].add_argument("type_name")
        made["export"].add_argument("--to", type=Path, help="a file; else it is printed")
        made["import"].add_argument("type_name")
        made["import"].add_argument("file", type=Path)
        made["import"].add_argument("--dry-run", action="store_true", help="check only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the subcommand."""
        getattr(self, f"do_{options['action']}")(options)

    def do_plan(self, options: dict[str, Any]) -> None:
        """Print the plan; exit code 2 when it would lose data."""
        if self._plan().loses_data:
            self.stdout.write("\nThis would lose data. Nothing was changed.")
            sys.exit(LOSES_DATA)

    def _plan(self) -> Plan:
        plan = make_plan(snapshot.read(), dict(read_whole(current().folder).content_types))
        for step in plan.steps:
            for line in step.lines():
                self.stdout.write(line)
        if not plan.steps:
            self.stdout.write("Nothing has changed since the last apply.")
        return plan

    def do_apply(self, options: dict[str, Any]) -> None:
        """Apply; exit code 2 when it would lose data and nobody said that it may."""
        plan = self._plan()
        if plan.loses_data and not options["accept_loss"]:
            raise CommandError(
                "This would lose data, so nothing was changed. Do what the plan says above to "
                "keep it, or say --accept-loss.",
                returncode=LOSES_DATA,
            )
        try:
            apply(current(), plan, self.stdout.write)
        except NotApplied as error:
            raise CommandError(
                f"The database refused the migration: {error}\n"
                "Tables and items are as they were, and the running portal goes on with them. "
                "Mend the declaration or the items, and run `content plan` again."
            ) from error
        self.stdout.write(self.style.SUCCESS("Applied."))

    def do_export(self, options: dict[str, Any]) -> None:
        """Print or write JSON that `content import` reads back."""
        model = self._model(options["type_name"])
        items = model.objects.everything("export").select_related("owner").order_by("slug")
        try:
            rows = [export_item(item) for item in items]
        except DatabaseError as error:
            raise CommandError(
                f"The tables don't fit the files ({error}). Run `content plan` and `content apply` "
                "first, or put the former file back to export what is in the tables."
            ) from error
        text = json.dumps(rows, ensure_ascii=False, indent=1)
        if options["to"] is None:
            self.stdout.write(text)
            return
        options["to"].write_text(f"{text}\n", encoding="utf-8")
        self.stdout.write(f"{counted(len(rows))} written to {options['to']}.")

    def do_import(self, options: dict[str, Any]) -> None:
        """All rows or none."""
        self._model(options["type_name"])
        try:
            items = import_items(
                options["type_name"], read_rows(options["file"]), dry_run=options["dry_run"]
            )
        except ImportRefused as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        verb = "could be imported" if options["dry_run"] else "imported"
        self.stdout.write(f"{counted(len(items))} {verb}.")

    def _model(self, type_name: str) -> Any:
        try:
            return item_model(type_name)
        except UnknownType as error:
            raise CommandError(f"{error} A removed type's file must be put back first.") from error

    def do_docs(self, options: dict[str, Any]) -> None:
        """Write the pages."""
        self.stdout.write(f"{write_docs(current(), docs_folder())} pages in docs/content-types/")


def counted(number: int) -> str:
    """`1 item`, `2 items`."""
    return f"{number} item" if number == 1 else f"{number} items"


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of an import file. Raises CommandError that names file and line."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise CommandError(f"{path}:{error.lineno}: no JSON: {error.msg}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CommandError(f'{path}: write a list of items: [{{"slug": …}}, …]')
    return rows
