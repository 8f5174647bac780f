"""A file is checked, imported whole, and undone whole."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.db import connection

from cms.exchange.batches import check_file, import_batch
from cms.exchange.undoing import undo_batch
from cms.municipalities.models import Owner, User
from tests.exchange.conftest import owned, workbook

pytestmark = pytest.mark.django_db

HEADINGS = [
    *("Titel", "Kort fortalt", "Slags", "Begynder", "Sted", "Sted: breddegrad"),
    *("Sted: længdegrad", "Emner", "Pris", "Tilmelding: pladser", "Tilmelding: sidste frist"),
]


def row(number: int) -> list[Any]:
    return [
        *(f"Værksted {number}", "Kom og prøv.", "Værksted", "24.12.2026 kl. 10.00"),
        *("Banegårdspladsen 1, 6600 Vejen", "55,4771", "9,1370", "Jobsøgning", "1.250,50 kr."),
        *(20, "20.12.2026 kl. 12"),
    ]


def test_try(vejen: Owner, editor: User) -> None:
    before = len(owned("activity", vejen))
    content = workbook({"Aktiviteter": [HEADINGS, *(row(n) for n in range(500))]})
    t = time.monotonic()
    if 1:
        batch = check_file(content, "a.xlsx", vejen, editor, type_name="", publishes=True)
    print("check", time.monotonic() - t, batch.report["findings"][:3])
    t = time.monotonic()
    import_batch(batch, editor)
    print("import", time.monotonic() - t)
    assert len(owned("activity", vejen)) == before + 500
    t = time.monotonic()
    undo_batch(batch)
    print("undo", time.monotonic() - t)
    assert len(owned("activity", vejen)) == before
    assert 0
