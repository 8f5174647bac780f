"""The screens for moving content in and out."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page

from cms.exchange.models import ImportBatch
from cms.library.models import Item
from cms.municipalities.models import User
from tests.exchange.conftest import HEADINGS, row, workbook
from tests.support.site import LiveSite

pytestmark = pytest.mark.django_db


def logged_in(user_name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=user_name))
    return client


@pytest.fixture
def vejen(nation: Path) -> Client:
    """Vejen's editor, logged in."""
    return logged_in("vejen-redaktoer")


def upload(client: Client, content: bytes, name: str = "a.xlsx", **more: str) -> str:
    """Lay a file up; gives the report's address, or the page where it was refused."""
    data = {"file": SimpleUploadedFile(name, content), "type_name": "activity"}
    answer = client.post(reverse("editor_moving"), data | {"publishes": "drafts"} | more)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def activities(*numbers: int) -> bytes:
    return workbook({"Aktiviteter": [HEADINGS, *(row(number) for number in numbers)]})


def test_a_foreign_import_is_not_there(vejen: Client) -> None:
    address = upload(vejen, activities(1))
    before = Item.objects.everything("test").count()
    thisted = logged_in("thisted-redaktoer")
    for path in (address, f"{address}import/", f"{address}fortryd/"):
        ask = thisted.get if path == address else thisted.post
        answer = ask(path)
        assert answer.status_code == 404
        assert "Værksted" not in answer.content.decode()
    assert Item.objects.everything("test").count() == before
    assert ImportBatch.objects.get().state == "checked"


@pytest.mark.parametrize("user_name", ["thisted-raadgiver", "nordhavets-fisk-bruger"])
def test_those_who_may_not_exchange_are_refused(nation: Path, user_name: str) -> None:
    client = logged_in(user_name)
    for name in ("editor_moving", "editor_export_json", "editor_export_xlsx"):
        assert client.get(reverse(name)).status_code in (302, 403)
    client.post(reverse("editor_moving"), {"file": SimpleUploadedFile("a.xlsx", activities(1))})
    assert not ImportBatch.objects.exists()


def test_an_editor_exports_only_the_own(vejen: Client) -> None:
    refused = vejen.get(reverse("editor_export_json"), {"ejer": "thisted"})
    assert refused.status_code in (302, 403)
    assert not refused.content
    found = json.loads(vejen.get(reverse("editor_export_json")).content)
    assert found["owner"] == "vejen"
    rows = [one for listed in found["items"].values() for one in listed]
    assert rows
    assert {one["owner"] for one in rows} == {"vejen"}
    assert found["choices"]


def test_the_workbook_holds_a_sheet_a_type(vejen: Client) -> None:
    book = load_workbook(BytesIO(vejen.get(reverse("editor_export_xlsx")).content))
    assert {"Aktiviteter", "Artikler", "Kladder", "Lokale tekster", "Hylden"} <= set(
        book.sheetnames
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "hverken et regneark"),
        (b"PK\x03\x04 broken", "kan ikke læses som Excel-ark"),
        (b"\xd0\xcf\x11\xe0old", "gammelt Excel-ark"),
        (b'{"items": ', "fejl i linje"),
        (b"{}", "items"),
        (b"   ", "Filen er tom"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(
    vejen: Client, content: bytes, words: str
) -> None:
    assert words in upload(vejen, content)
    assert not ImportBatch.objects.exists()


def test_publishing_needs_the_right(vejen: Client) -> None:
    address = upload(vejen, activities(1), publishes="published")
    assert vejen.post(f"{address}import/").status_code == 302
    assert Item.objects.everything("test").filter(slug="vaerksted-1", live=True).exists()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_screens_are_open_to_all(
    fresh_site: LiveSite,
    new_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    tmp_path: Path,
    size: str,
) -> None:
    page = new_page(size)
    fresh_site.log_in_editor(page, "vejen-redaktoer")
    page.goto(fresh_site.url("/admin/flyt/"))
    assert axe(page) == []
    wrong = tmp_path / "forkert.xlsx"
    wrong.write_bytes(workbook({"Aktiviteter": [HEADINGS, [*row(1)[:7], "Jobsøning"], row(2)]}))
    page.set_input_files("#id_file", wrong)
    page.get_by_role("button", name="Se, hvad der vil ske").press("Enter")
    page.get_by_text("Mente du “Jobsøgning”?").wait_for()
    assert axe(page) == []
    right = tmp_path / "rigtig.xlsx"
    right.write_bytes(activities(1, 2))
    page.goto(fresh_site.url("/admin/flyt/"))
    page.set_input_files("#id_file", right)
    page.get_by_role("button", name="Se, hvad der vil ske").press("Enter")
    page.get_by_role("button", name="Importér det hele").press("Enter")
    page.get_by_text("2 er importeret").wait_for()
    # The message fades in; half seen its colours are nobody's.
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    assert axe(page) == []
    page.get_by_role("button", name="Fortryd hele importen").press("Enter")
    page.get_by_text("Importen er fortrudt: 2").wait_for()
