"""`manage.py search_index clean`: what other releases left, and how long it is kept."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cms.search import engines

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings: Any, tmp_path: Path) -> Path:
    settings.SEARCH_INDEX_DIR = tmp_path
    engines.embedded().rebuild()
    return tmp_path


def cleaned() -> str:
    out = StringIO()
    call_command("search_index", "clean", stdout=out)
    return out.getvalue()


def old_folder(root: Path, used_at: datetime) -> Path:
    folder = root / "v1.1-0123456789ab"
    folder.mkdir()
    (folder / "used").touch()
    os.utime(folder / "used", (used_at.timestamp(), used_at.timestamp()))
    return folder


def test_nothing_to_do_is_said() -> None:
    assert cleaned() == "Indices of tantivy beside the one in use: 0.\n"


def test_what_is_kept_is_shown_with_its_end(root: Path) -> None:
    used_at = datetime.now(UTC) - timedelta(hours=3)
    folder = old_folder(root, used_at)
    told = cleaned()
    assert f"{folder.name}: last used {used_at:%F %R} UTC" in told
    assert f"kept until {used_at + timedelta(days=1):%F %R} UTC" in told
    assert folder.exists()


def test_what_is_out_of_use_is_removed(root: Path) -> None:
    folder = old_folder(root, datetime.now(UTC) - timedelta(hours=25))
    assert f"{folder.name}: last used" in cleaned()
    assert not folder.exists()
    assert cleaned() == "Indices of tantivy beside the one in use: 0.\n"
    assert engines.embedded().engine.position() is not None
