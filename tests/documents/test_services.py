"""Keeping papers: told by their content, sealed, within bounds, and gone when removed."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from cms.citizens.models import Citizen
from cms.citizens.moving import move
from cms.citizens.personal_data import erase, export, tables
from cms.documents import services
from cms.documents.models import Document
from cms.documents.rules import LONGEST_NAME, MOST_BYTES, MOST_DOCUMENTS, Usage, name_for
from cms.documents.services import (
    NoSuchDocument,
    content_of,
    document_of,
    documents_of,
    keep,
    remove,
    rename,
    usage_of,
)
from tests.documents.conftest import PDF, pdf, word

pytestmark = pytest.mark.django_db


def code_of(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return str(error.value.code)


def test_a_paper_is_kept_sealed_and_opens_again(karoline: Citizen) -> None:
    made = keep(karoline, pdf("Mit  CV.pdf"), kind="cv")
    assert (made.name, made.kind, made.media_type, made.size) == (
        "Mit CV",
        "cv",
        "application/pdf",
        len(PDF),
    )
    assert made.file_name == "Mit CV.pdf"
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM documents_document")
        stored = bytes(cursor.fetchone()[0])
    assert b"hemmelige" not in stored
    assert b"PDF" not in stored
    assert content_of(document_of(karoline, made.public_id)) == PDF


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (SimpleUploadedFile("cv.pdf", b"<html><script>1</script></html>"), "wrong_kind"),
        (SimpleUploadedFile("cv.pdf", b"MZ\x90\x00" + b"\0" * 300), "wrong_kind"),
        (SimpleUploadedFile("cv.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "wrong_kind"),
        (SimpleUploadedFile("cv.pdf", b""), "too_large"),
        (SimpleUploadedFile("cv.pdf", PDF + b"0" * (10 * 1024 * 1024)), "too_large"),
    ],
)
def test_what_we_cannot_take_is_refused_and_nothing_is_kept(
    karoline: Citizen, file: SimpleUploadedFile, code: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        keep(karoline, file)
    assert code_of(refused) == code
    assert not Document.objects.exists()


def test_words_own_format_is_taken_whatever_its_name(karoline: Citizen) -> None:
    assert keep(karoline, word("brev.bin")).file_name == "brev.docx"


def test_the_same_press_twice_keeps_one_and_never_gives_another_persons(
    karoline: Citizen, viggo: Citizen
) -> None:
    key = uuid4()
    first = keep(karoline, pdf(), key=key)
    assert keep(karoline, pdf("andet.pdf"), key=key) == first
    theirs = keep(viggo, pdf(), key=key)
    assert theirs.public_id != key
    assert [one.citizen_id for one in Document.objects.order_by("pk")] == [karoline.pk, viggo.pk]


def test_there_is_room_for_so_much_and_no_more(
    karoline: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(karoline, pdf())
    Document.objects.update(size=MOST_BYTES - len(PDF) + 1)
    with pytest.raises(ValidationError) as refused:
        keep(karoline, pdf())
    assert code_of(refused) == "no_room"
    monkeypatch.setattr(services, "MOST_DOCUMENTS", 1)
    with pytest.raises(ValidationError) as refused:
        keep(karoline, pdf())
    assert code_of(refused) == "too_many"
    assert usage_of(karoline).count == 1
    remove(karoline, Document.objects.get().public_id)
    assert keep(karoline, pdf()).name == "cv"


def test_others_papers_are_nobodys_business(karoline: Citizen, viggo: Citizen) -> None:
    own = keep(karoline, pdf())
    with pytest.raises(NoSuchDocument):
        document_of(viggo, own.public_id)
    with pytest.raises(NoSuchDocument):
        rename(viggo, own.public_id, "Mit nu")
    with pytest.raises(NoSuchDocument):
        document_of(karoline, "ikke en nøgle")
    remove(viggo, own.public_id)
    own.refresh_from_db()
    assert (own.name, list(documents_of(viggo))) == ("cv", [])


def test_it_is_renamed_and_removed_as_often_as_one_likes(karoline: Citizen) -> None:
    own = keep(karoline, pdf(), kind="cv")
    for _time in range(2):
        assert rename(karoline, own.public_id, " Nyt\nCV ").name == "Nyt CV"
    assert rename(karoline, own.public_id, "Bevis", "certificate").kind == "certificate"
    with pytest.raises(ValidationError):
        rename(karoline, own.public_id, "  ")
    own.refresh_from_db()
    assert (own.name, own.kind) == ("Bevis", "certificate")
    for _time in range(2):
        remove(karoline, own.public_id)
    assert not Document.objects.exists()


def test_it_goes_out_with_everything_and_away_with_the_citizen(karoline: Citizen) -> None:
    keep(karoline, pdf("Mit CV.pdf"))
    said = json.loads(json.dumps(export(karoline), default=str))
    assert said["documents"][0]["name"] == "Mit CV.pdf"
    assert said["documents"][0]["content"].startswith("JVBERi0xLj")
    erase(karoline)
    assert not Document.objects.exists()


def test_no_two_tables_go_out_under_one_name(karoline: Citizen) -> None:
    known: dict[str, object] = {}
    for table in tables(karoline):
        assert known.setdefault(table.name, table.model) is table.model, table.name


def test_it_goes_along_only_when_the_citizen_says_so(karoline: Citizen, viggo: Citizen) -> None:
    Citizen.objects.filter(pk=viggo.pk).update(issuer=karoline.issuer, subject=karoline.subject)
    viggo.refresh_from_db()
    own = keep(karoline, pdf())
    move(karoline, viggo, ["documents"])
    assert content_of(document_of(viggo, own.public_id)) == PDF
    assert not documents_of(karoline)


def test_keys_change_and_old_ones_can_go(karoline: Citizen, settings: Any) -> None:
    old, new = settings.PRIVATE_KEYS, Fernet.generate_key().decode()
    own = keep(karoline, pdf())
    settings.PRIVATE_KEYS = f"{new},{old}"
    said = StringIO()
    call_command("seal_anew", stdout=said)
    assert said.getvalue().startswith("1 rows")
    settings.PRIVATE_KEYS = old
    with pytest.raises(InvalidToken):
        content_of(Document.objects.get())
    settings.PRIVATE_KEYS = new
    assert content_of(document_of(karoline, own.public_id)) == PDF
    settings.PRIVATE_KEYS = old
    with pytest.raises(CommandError, match="PRIVATE_KEYS"):
        call_command("seal_anew")
    settings.PRIVATE_KEYS = new
    assert content_of(document_of(karoline, own.public_id)) == PDF


@given(st.text(max_size=400), st.text(max_size=400))
def test_a_name_is_always_one_short_line(said: str, file_name: str) -> None:
    name = name_for(said, file_name)
    assert len(name) <= LONGEST_NAME
    assert name.isprintable()
    assert name == name.strip()


@given(st.integers(0, MOST_DOCUMENTS + 5), st.integers(0, 2 * MOST_BYTES), st.integers(1, 10**7))
def test_what_fits_stays_within_bounds(count: int, size: int, more: int) -> None:
    usage = Usage(count, size)
    if usage.fits(more):
        assert usage.has_room
        assert count + 1 <= MOST_DOCUMENTS
        assert size + more <= MOST_BYTES
    assert usage.megabytes * 1024 * 1024 >= size
