"""Writes the backup: one zip file with every table, every upload and a manifest."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cms.operations.backup.tables import Table, Tally, line, tables
from cms.operations.backup.unguarded import one_moment

FORMAT = 1
MANIFEST = "manifest.json"
Say = Callable[[str], object]


@dataclass
class Manifest:
    """What a backup says of itself."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    migrations: list[str] = field(default_factory=list)
    made_at: str = ""
    database: str = ""
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """In all tables."""
        return sum(figures["rows"] for figures in self.tables.values())


def back_up(target: Path, say: Say) -> Manifest:
    """Write everything to the file, which must not be there yet.

    The file takes its name only when it is whole. Raises FileExistsError, OSError.
    """
    if target.exists():
        raise FileExistsError(target)
    unfinished = target.with_name(f"{target.name}.unfinished")
    manifest = Manifest(made_at=timezone.now().isoformat(), database=connection.vendor)
    # Nobody but the owner: sealed or not, this is everything that is known of everybody.
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
        with one_moment(connection):
            manifest.migrations = applied()
            for table in tables():
                manifest.tables[table.name] = write_table(archive, table)
        say(f"{manifest.rows} rows of {len(manifest.tables)} tables")
        for name, path in uploads():
            manifest.media[name] = write_upload(archive, name, path)
        say(f"{len(manifest.media)} uploaded files")
        archive.writestr(MANIFEST, json.dumps(vars(manifest), indent=1, ensure_ascii=False))
    unfinished.rename(target)
    return manifest


def applied() -> list[str]:
    """The migrations that made the tables as they are."""
    return sorted(".".join(one) for one in MigrationRecorder(connection).applied_migrations())


def write_table(archive: ZipFile, table: Table) -> dict[str, Any]:
    """The columns' names in the first line, then a row a line; gives the figures."""
    tally = Tally()
    with archive.open(table_file(table.name), "w", force_zip64=True) as file:
        file.write(line(list(table.columns)))
        for row in table.rows(connection):
            tally.add(row)
            file.write(line(row))
    return tally.figures()


def table_file(name: str) -> str:
    """Where a table stands in the archive."""
    return f"tables/{name}.jsonl"


def uploads() -> Iterator[tuple[str, Path]]:
    """Every file of MEDIA_ROOT, by its path there."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path


def write_upload(archive: ZipFile, name: str, path: Path) -> str:
    """Add a file as it is: pictures and films are pressed already. Gives its hash."""
    info = ZipInfo.from_file(path, f"media/{name}", strict_timestamps=False)
    info.compress_type = ZIP_STORED
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target)
    with path.open("rb") as source:
        return digest_of(source)


def digest_of(source: Any) -> str:
    """The hash of what can be read."""
    digest = sha256()
    while block := source.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()
