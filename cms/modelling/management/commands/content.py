"""`manage.py content plan | apply | export | docs`; `check`, `new`, `schema` need no database."""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.declarations import current
from cms.declarations.command import read_whole
from cms.exchange.exporter import export_item
from cms.exchange.importer import import_items
from cms.exchange.report import ImportRefused
from cms.library.registry import UnknownType, item_model
from cms.library.vocabularies import synchronise_terms
from cms.modelling import snapshot
from cms.modelling.docs import write_docs
from cms.modelling.migrations import migration_for, write_migration
from cms.modelling.plan import Plan, make_plan

PIDFILE = "portal.pid"


class Command(BaseCommand):
    """What a content modeller does."""

    help = "Check, plan and apply content types; export and import their items; write their docs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand each."""
        actions = parser.add_subparsers(dest="action", required=True)
        for name, text in (
            ("check", "every mistake in every file, with line, reason and fix"),
            ("new", "asks what is needed and writes a file"),
            ("schema", "writes the JSON Schema that editors complete by"),
            ("plan", "what changed files would do to tables, data, API and search"),
            ("docs", "writes a page per content type into docs/content-types/"),
        ):
            actions.add_parser(name, help=text)
        apply = actions.add_parser("apply", help="does what the plan says")
        apply.add_argument(
            "--accept-loss", action="store_true", help="go on although the plan says data is lost"
        )
        export = actions.add_parser("export", help="prints a type's items as JSON")
        export.add_argument("type_name")
        importing = actions.add_parser("import", help="reads a type's items from a JSON file")
        importing.add_argument("type_name")
        importing.add_argument("file", type=Path)
        importing.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the subcommand."""
        getattr(self, f"do_{options['action']}")(options)

    def do_plan(self, options: dict[str, Any]) -> None:
        """Print the plan; exit code 2 when it would lose data."""
        plan = self._plan()
        if plan.loses_data:
            self.stdout.write("\nThis would lose data. Nothing was changed.")
            sys.exit(2)

    def _plan(self) -> Plan:
        plan = make_plan(snapshot.read(), dict(read_whole(current().folder).content_types))
        if not plan.steps:
            self.stdout.write("Nothing has changed since the last apply.")
        for step in plan.steps:
            for line in step.lines():
                self.stdout.write(line)
        return plan

    def do_apply(self, options: dict[str, Any]) -> None:
        """Write the migration, run it, and bring terms, search, API and docs up to date."""
        plan = self._plan()
        if plan.loses_data and not options["accept_loss"]:
            raise CommandError(
                "This would lose data, so nothing was changed. Add `renamed_from`, or export the "
                "items first, or say --accept-loss."
            )
        new = dict(current().content_types)
        migration = migration_for(snapshot.read(), new)
        if migration is not None:
            self.stdout.write(f"Migration: {Path(write_migration(migration)).name}")
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Terms: {synchronise_terms(current())}")
        snapshot.write(new)
        call_command("graphql_schema", verbosity=0)
        if plan.reindexed:
            call_command("search_index", "rebuild", verbosity=0)
        write_docs(current(), Path(settings.BASE_DIR) / "docs" / "content-types")
        self.stdout.write(self.style.SUCCESS("Applied."))
        self._reload_server()

    def _reload_server(self) -> None:
        """A running portal on this machine takes the new types up; others need a restart."""
        pidfile = Path(settings.RUNTIME_DIR) / PIDFILE
        try:
            os.kill(int(pidfile.read_text(encoding="ascii")), signal.SIGHUP)
        except (OSError, ValueError):
            self.stdout.write("Restart the portal, where one is running.")
        else:
            self.stdout.write("The running portal reloads now.")

    def do_export(self, options: dict[str, Any]) -> None:
        """Print JSON that `content import` reads back."""
        model = self._model(options["type_name"])
        items = model.objects.everything("export").select_related("owner").order_by("slug")
        rows = [export_item(item) for item in items]
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))

    def do_import(self, options: dict[str, Any]) -> None:
        """All rows or none."""
        self._model(options["type_name"])
        try:
            rows = json.loads(options["file"].read_text(encoding="utf-8"))
            items = import_items(options["type_name"], rows, dry_run=options["dry_run"])
        except json.JSONDecodeError as error:
            raise CommandError(
                f"{options['file'].name}:{error.lineno}: no JSON: {error.msg}"
            ) from error
        except ImportRefused as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        verb = "could be imported" if options["dry_run"] else "imported"
        self.stdout.write(f"{len(items)} items {verb}.")

    def _model(self, type_name: str) -> Any:
        try:
            return item_model(type_name)
        except UnknownType as error:
            raise CommandError(str(error)) from error

    def do_docs(self, options: dict[str, Any]) -> None:
        """Write the pages."""
        folder = Path(settings.BASE_DIR) / "docs" / "content-types"
        self.stdout.write(f"{write_docs(current(), folder)} pages in docs/content-types/")
