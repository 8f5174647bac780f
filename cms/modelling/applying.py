"""Doing what the plan says: tables first, all or nothing, then everything that follows them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from cms.declarations import Catalogue, ContentType
from cms.library.vocabularies import synchronise_terms
from cms.modelling import snapshot
from cms.modelling.docs import write_docs
from cms.modelling.migrating import migration_for, write_migration
from cms.modelling.plan import Plan

PIDFILE = "portal.pid"
Say = Callable[[str], object]
Types = dict[str, ContentType]


class NotApplied(RuntimeError):
    """The database refused the migration; tables, items and files are as they were."""


def docs_folder() -> Path:
    """Where the pages per content type are."""
    return Path(settings.BASE_DIR) / "docs" / "content-types"


def apply(catalogue: Catalogue, plan: Plan, say: Say) -> None:
    """Bring tables, terms, API, search and docs up to the declarations. Raises NotApplied."""
    old, new = snapshot.read(), dict(catalogue.content_types)
    is_changed = old != new or bool(waiting_migrations())
    if is_changed:
        migrate(old, new, say)
        snapshot.write(new)
    say(f"Terms: {synchronise_terms(catalogue)}")
    if is_changed:
        follow(catalogue, plan)
    say(reload_portal())


def waiting_migrations() -> list[object]:
    """Migrations that this database has not had yet, as after somebody else's apply."""
    executor = MigrationExecutor(connection)
    return list(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(old: Types, new: Types, say: Say) -> None:
    """Write the migration and run it; a migration that fails leaves no trace. Raises NotApplied."""
    migration = migration_for(old, new)
    with ExitStack() as if_it_fails:
        if migration is not None:
            path = write_migration(migration)
            if_it_fails.callback(path.unlink)
            say(f"Migration: {path.name}")
        try:
            call_command("migrate", verbosity=0)
        except (DatabaseError, ValueError, TypeError) as error:
            raise NotApplied(str(error)) from error
        if_it_fails.pop_all()


def follow(catalogue: Catalogue, plan: Plan) -> None:
    """What is made from the declarations beside the tables."""
    call_command("graphql_schema", verbosity=0)
    if plan.reindexed:
        call_command("search_index", "rebuild", verbosity=0)
    write_docs(catalogue, docs_folder())


def reload_portal() -> str:
    """A running portal on this machine takes the new types up; others need a restart."""
    try:
        process = int((Path(settings.RUNTIME_DIR) / PIDFILE).read_text(encoding="ascii"))
        if not _is_portal(process):
            return "No portal runs here. Restart those that run elsewhere."
        os.kill(process, signal.SIGHUP)
    except (OSError, ValueError):
        return "No portal runs here. Restart those that run elsewhere."
    return "The running portal reloads now."


def _is_portal(process: int) -> bool:
    """A number left behind by a portal that was killed may be another program's by now."""
    words = Path(f"/proc/{process}/cmdline")
    return not words.parent.parent.is_dir() or b"gunicorn" in words.read_bytes()
