"""Takes a backup in again: all of it or nothing, and only where it does no harm."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from cms.municipalities.models import Owner, OwnerKind, User
from cms.operations.backup.making import (
    FORMAT,
    MANIFEST,
    Manifest,
    Say,
    applied,
    digest_of,
    table_file,
    uploads,
)
from cms.operations.backup.tables import Row, Table, Tally, tables
from cms.operations.backup.unguarded import unguarded
from cms.stamps.triggers import renew_all


class NotRestored(Exception):
    """Nothing was changed; the message says why, and what to do."""


def restore(source: Path, say: Say, *, replace: bool = False) -> Manifest:
    """Put the backup in the place of what is here. Raises NotRestored, and then changes nothing."""
    try:
        with ZipFile(source) as archive:
            manifest = read_manifest(archive)
            check_tables(manifest)
            if not replace:
                check_empty()
            check_whole(archive, manifest)
            say("The backup is whole.")
            beside = extracted(archive, manifest)
            take_in(archive, manifest)
    except (OSError, BadZipFile, KeyError, json.JSONDecodeError) as fault:
        raise NotRestored(f"{source} can't be read as a backup: {fault}") from fault
    say(f"{manifest.rows} rows of {len(manifest.tables)} tables")
    swap_uploads(beside)
    say(f"{len(manifest.media)} uploaded files")
    return manifest


def read_manifest(archive: ZipFile) -> Manifest:
    """What the backup says of itself. Raises NotRestored, KeyError, JSONDecodeError."""
    said = json.loads(archive.read(MANIFEST))
    if said.get("format") != FORMAT:
        raise NotRestored(f"The backup is of format {said.get('format')}; this is {FORMAT}.")
    return Manifest(**said)


def check_tables(manifest: Manifest) -> None:
    """The tables must be made by the same migrations."""
    here, there = set(applied()), set(manifest.migrations)
    if here == there:
        return
    more = ", ".join(sorted(there - here)[:5]) or "none"
    fewer = ", ".join(sorted(here - there)[:5]) or "none"
    raise NotRestored(
        "The tables here are of another version than the backup.\n"
        f"  in the backup only: {more}\n  here only: {fewer}\n"
        "Install the version that made the backup, run `manage.py migrate`, restore, then upgrade."
    )


def check_empty() -> None:
    """Somebody's data isn't written over by accident."""
    # The nation itself is made by the migrations.
    if User.objects.exists() or Owner.objects.exclude(kind=OwnerKind.NATIONAL).exists():
        raise NotRestored("The database holds data already. To lose it, add --replace.")
    if any(True for _upload in uploads()):
        raise NotRestored(
            f"{settings.MEDIA_ROOT} holds files already. To lose them, add --replace."
        )


def check_whole(archive: ZipFile, manifest: Manifest) -> None:
    """Every table and file is what the manifest says, before anything is touched."""
    for name, figures in manifest.tables.items():
        tally = Tally()
        with archive.open(table_file(name)) as file:
            next(file)
            for row in rows_of(file):
                tally.add(row)
        if tally.figures() != figures:
            raise NotRestored(f"The backup is damaged: the table {name} isn't what was written.")
    for name, digest in manifest.media.items():
        with archive.open(f"media/{name}") as file:
            if digest_of(file) != digest:
                raise NotRestored(f"The backup is damaged: the file {name} isn't what was written.")


def rows_of(file: IO[bytes]) -> Iterator[Row]:
    """The rows that stand line by line."""
    return (json.loads(text) for text in file)


def extracted(archive: ZipFile, manifest: Manifest) -> Path:
    """The uploads in a folder beside MEDIA_ROOT, on the same disk."""
    root = Path(settings.MEDIA_ROOT).resolve()
    beside = root.with_name(f"{root.name}.restored")
    shutil.rmtree(beside, ignore_errors=True)
    (beside / "media").mkdir(parents=True)
    for name in manifest.media:
        archive.extract(f"media/{name}", beside)
    return beside


def take_in(archive: ZipFile, manifest: Manifest) -> None:
    """Fill every table, and see that it then holds what was written; else nothing has changed."""
    known = {table.name: table for table in tables()}
    if set(known) != set(manifest.tables):
        odd = ", ".join(sorted(set(known) ^ set(manifest.tables)))
        raise NotRestored(f"The backup has other tables than this version: {odd}.")
    with transaction.atomic(), unguarded(connection, list(known)):
        for table in known.values():
            table.empty(connection)
        for name, table in known.items():
            fill(archive, table)
            if table.figures(connection) != manifest.tables[name]:
                raise NotRestored(f"The table {name} didn't come out as it was written.")
        renew_all(connection)
    reset_numbers(list(known.values()))


def fill(archive: ZipFile, table: Table) -> None:
    """One table's rows."""
    with archive.open(table_file(table.name)) as file:
        columns: list[str] = json.loads(next(file))
        table.fill(connection, columns, rows_of(file))


def reset_numbers(filled: list[Table]) -> None:
    """The next new row gets a number of its own."""
    models = [table.model for table in filled]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def swap_uploads(beside: Path) -> None:
    """The restored uploads take the place of those that were here."""
    root = Path(settings.MEDIA_ROOT).resolve()
    old = beside / "old"
    if root.exists():
        root.rename(old)
    (beside / "media").rename(root)
    shutil.rmtree(beside)
