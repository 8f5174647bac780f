"""A spreadsheet with 500 activities, 7 of them wrong: nothing imported, 7 reasons by row and
column; mended: 500 imported, undo removes 500.
"""

from __future__ import annotations

import re
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cms.library.models import Item
from cms.library.registry import item_models
from cms.municipalities.models import User

pytestmark = pytest.mark.django_db

HEADINGS = ["Titel", "Kort fortalt", "Slags", "Begynder", "Emner", "Pris", "Tilmelding: pladser"]
# By row of the sheet: the column, what stands there, and a word of the reason or the way out.
WRONG: dict[int, tuple[str, Any, str]] = {
    3: ("A · Titel", None, "tomt"),
    57: ("B · Kort fortalt", "x" * 300, "240"),
    101: ("C · Slags", "Verksted", "Mente du “Værksted”"),
    202: ("D · Begynder", "31.2.2027", "24.12.2026 kl. 10.00"),
    303: ("E · Emner", "Jobsøning", "Mente du “Jobsøgning”"),
    404: ("F · Pris", "gratis kaffe", "1.250,50"),
    501: ("G · Tilmelding: pladser", "mange", "1250"),
}
# Of the processor: whoever else is at work meanwhile doesn't count. Some 4 when it is idle.
LONGEST_SECONDS = 15.0


def activity(number: int) -> list[Any]:
    """The cells of a right row."""
    return [
        *(f"Flytteværksted {number}", "Kom og prøv, hvad du kan.", "Værksted"),
        *(f"{number % 28 + 1}.1.2027 kl. 10.00", "Jobsøgning", "1.250,50 kr.", 20),
    ]


def file(wrong: dict[int, tuple[str, Any, str]]) -> SimpleUploadedFile:
    """The municipality's spreadsheet; row 1 is the headings."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for row in range(2, 502):
        cells = activity(row)
        if row in wrong:
            column, value, _words = wrong[row]
            cells[ord(column[0]) - ord("A")] = value
        sheet.append(cells)
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("aktiviteter.xlsx", content.getvalue())


@pytest.fixture
def vejen(nation: Path) -> Client:
    """Vejen's editor, logged in."""
    client = Client()
    client.force_login(User.objects.get(username="vejen-redaktoer"))
    return client


def count() -> int:
    """How many items there are, of everybody, in every state."""
    return int(Item.objects.everything("test").count())


def upload(client: Client, wrong: dict[int, tuple[str, Any, str]]) -> tuple[str, str]:
    """Lay the file up; gives the address of the report and the report."""
    data = {"file": file(wrong), "type_name": "activity", "publishes": "published"}
    answer = client.post(reverse("editor_moving"), data)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer["Location"], client.get(answer["Location"]).content.decode()


def findings(report: str) -> list[tuple[int, str, str]]:
    """Row, column, and what is said, as they stand in the report's table."""
    rows = re.findall(
        r"<tr><td>[^<]*</td><td>(\d+)</td><td><strong>(.*?)</strong>(.*?)</tr>", report
    )
    return [(int(row), column, re.sub(r"<[^>]+>", " ", said)) for row, column, said in rows]


def test_500_activities_are_checked_imported_and_taken_back(vejen: Client) -> None:
    before = count()
    _address, report = upload(vejen, WRONG)
    said = findings(report)
    assert [(row, column) for row, column, _text in said] == [
        (row, column) for row, (column, _value, _words) in WRONG.items()
    ]
    for row, _column, text in said:
        assert WRONG[row][2] in text
    assert "Importér det hele" not in report
    assert count() == before

    started = time.process_time()
    address, report = upload(vejen, {})
    assert findings(report) == []
    assert "Importér det hele" in report
    assert count() == before

    answer = vejen.post(f"{address}import/", follow=True)
    assert "500 er importeret" in answer.content.decode()
    assert time.process_time() - started < 2 * LONGEST_SECONDS
    assert count() == before + 500
    page = Client().get("/aktiviteter/flyttevaerksted-77/", headers={"host": "vejen.localhost"})
    assert "Flytteværksted 77" in page.content.decode()

    answer = vejen.post(f"{address}fortryd/", follow=True)
    assert "Importen er fortrudt: 500" in answer.content.decode()
    assert count() == before
    page = Client().get("/aktiviteter/flyttevaerksted-77/", headers={"host": "vejen.localhost"})
    assert page.status_code == 404


def test_a_wrong_file_can_not_be_forced_in(vejen: Client) -> None:
    before = count()
    address, _report = upload(vejen, WRONG)
    vejen.post(f"{address}import/")
    assert count() == before


def test_every_type_that_a_municipality_may_own_has_a_template(vejen: Client) -> None:
    for name, model in item_models().items():
        answer = vejen.get(reverse("editor_template", args=[name]))
        if "municipality" not in model.declaration.settings.owners:
            assert answer.status_code == 404
            continue
        sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
        headings = [str(cell.value).rstrip(" *") for cell in sheet[1]]
        for field in model.declaration.fields.values():
            assert field.label.da in headings
