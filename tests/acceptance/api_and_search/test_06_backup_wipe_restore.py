"""Backup, wipe, restore: the same portal, the same number of rows and hash per table.

Runs on the database that the run is on: SQLite, or PostgreSQL where DATABASE_URL names one.
"""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.support.database import migrated
from tests.support.nation import copied, copy_database, run
from tests.support.stores import store

PAGES = ("/thisted/", "/aarhus/", "/thisted/soeg/?q=samtale", "/koebenhavn/kurser/")
LOOK = """
import json, os, re
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
import django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="localhost")
titles = {}
for path in %r:
    answer = client.get(path)
    headings = re.findall(r"<h[1-4][^>]*>(.*?)</h", answer.content.decode(), re.S)
    titles[path] = [answer.status_code, *headings]
print("LOOK" + json.dumps(titles))
"""


@pytest.fixture(scope="module")
def before(kept_nation: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The nation's data, with a backup beside it."""
    folder = tmp_path_factory.mktemp("before")
    shutil.copytree(kept_nation, folder / "runtime")
    copied(folder / "runtime")
    run(folder / "runtime", "manage.py", "back_up", str(folder / "backup.zip"))
    return folder


@pytest.fixture
def wiped(tmp_path: Path) -> Path:
    """A runtime folder with nothing in it but empty tables."""
    folder = tmp_path / "wiped"
    folder.mkdir()
    copy_database(migrated(), folder, store().own("wiped"))
    return folder


def manifest(backup: Path) -> dict[str, Any]:
    """What a backup says of itself."""
    with zipfile.ZipFile(backup) as archive:
        found: dict[str, Any] = json.loads(archive.read("manifest.json"))
        return found


def look(runtime: Path) -> dict[str, list[Any]]:
    """The state and headings of some pages."""
    said = run(runtime, "-c", LOOK % (PAGES,))
    found: dict[str, list[Any]] = json.loads(said.rpartition("LOOK")[2])
    return found


def test_the_same_portal_and_the_same_figures(before: Path, wiped: Path) -> None:
    first = manifest(before / "backup.zip")
    run(wiped, "manage.py", "restore", str(before / "backup.zip"))

    run(wiped, "manage.py", "back_up", str(wiped / "again.zip"))
    second = manifest(wiped / "again.zip")
    assert second["tables"] == first["tables"], "rows and hash of each table"
    assert second["media"] == first["media"], "each upload, by hash"
    assert len(first["tables"]) > 100
    assert first["tables"]["library_item"]["rows"] > 300

    pages = look(wiped)
    assert pages == look(before / "runtime")
    assert all(page[0] == 200 and len(page) > 1 for page in pages.values()), pages


def test_new_rows_get_numbers_of_their_own_and_logs_are_guarded_again(
    before: Path, wiped: Path
) -> None:
    run(wiped, "manage.py", "restore", str(before / "backup.zip"))
    said = run(
        wiped,
        "manage.py",
        "shell",
        "-v0",
        "-c",
        "from django.db import IntegrityError, connection, transaction\n"
        "from cms.municipalities.models import User\n"
        "print('number', User.objects.create(username='somebody-new').pk > 0)\n"
        "from cms.history.models import *\n"
        "from cms.rights.guards import guarded\n"
        "refused = 0\n"
        "for table in guarded():\n"
        "    with connection.cursor() as cursor:\n"
        "        cursor.execute(f'SELECT COUNT(*) FROM {table}')\n"
        "        rows = cursor.fetchone()[0]\n"
        "        try:\n"
        "            cursor.execute(f'UPDATE {table} SET id = id')\n"
        "            assert not rows, table\n"
        "        except IntegrityError:\n"
        "            refused += 1\n"
        "print('refused', refused > 0)\n",
    )
    assert "number True" in said
    assert "refused True" in said


def test_what_is_there_is_not_written_over_by_accident(before: Path) -> None:
    runtime, backup = before / "runtime", before / "backup.zip"
    with pytest.raises(pytest.fail.Exception, match="add --replace"):
        run(runtime, "manage.py", "restore", str(backup))
    unchanged(before)
    run(runtime, "manage.py", "restore", "--replace", str(backup))
    unchanged(before)


def test_a_damaged_backup_is_refused_before_anything_is_touched(
    before: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.zip"
    with (
        zipfile.ZipFile(before / "backup.zip") as source,
        zipfile.ZipFile(damaged, "w") as target,
    ):
        for name in source.namelist():
            text = source.read(name)
            if name == "tables/library_item.jsonl":
                text = b"\n".join(text.split(b"\n")[:-2]) + b"\n"
            target.writestr(name, text)
    with pytest.raises(pytest.fail.Exception, match="the table library_item isn't what was"):
        run(before / "runtime", "manage.py", "restore", "--replace", str(damaged))
    unchanged(before)


def unchanged(before: Path) -> None:
    """The data beside the backup is still what is in the backup."""
    again = before / "again.zip"
    again.unlink(missing_ok=True)
    run(before / "runtime", "manage.py", "back_up", str(again))
    first, second = manifest(before / "backup.zip"), manifest(again)
    assert (second["tables"], second["media"]) == (first["tables"], first["media"])
