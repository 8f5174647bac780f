"""A municipality with an editor, and ways to make files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from cms.library.models import Item
from cms.library.registry import item_model
from cms.municipalities.models import Owner, User


@pytest.fixture
def vejen(nation: Path) -> Owner:
    """The municipality that moves in."""
    return Owner.objects.get(slug="vejen")


@pytest.fixture
def editor(vejen: Owner) -> User:
    """Its editor."""
    return User.objects.get(username="vejen-redaktoer")


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    """An .xlsx file with these sheets, row by row."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def owned(type_name: str, owner: Owner) -> list[Item]:
    """What an owner has of a type, in every state, oldest first."""
    items = item_model(type_name).objects.everything("test")
    return list(items.filter(owner=owner).order_by("pk"))


HEADINGS = [
    *("Titel", "Kort fortalt", "Slags", "Begynder", "Sted", "Sted: breddegrad"),
    *("Sted: længdegrad", "Emner", "Pris", "Tilmelding: pladser", "Tilmelding: sidste frist"),
]


def row(number: int) -> list[Any]:
    """A right row below `HEADINGS`."""
    return [
        *(f"Værksted {number}", "Kom og prøv.", "Værksted", "24.12.2026 kl. 10.00"),
        *("Banegårdspladsen 1, 6600 Vejen", "55,4771", "9,1370", "Jobsøgning", "1.250,50 kr."),
        *(20, "20.12.2026 kl. 12"),
    ]
