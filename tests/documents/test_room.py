"""The room /dokumenter/, as a browser without scripts meets it, and the same through the API."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.citizens.models import Citizen
from cms.documents.models import Document
from cms.documents.services import keep
from cms.rights.models import Look
from tests.documents.conftest import PDF, AsCitizen, pdf

ROOM = "/dokumenter/"
pytestmark = pytest.mark.django_db


def once_in(page: str) -> str:
    found = re.search(r'name="once" value="(\w+)"', page)
    assert found
    return found[1]


def asked(client: Client, query: str) -> Any:
    own = {"graphql-preflight": "1"}
    body = json.dumps({"query": query})
    return client.post("/graphql/", body, content_type="application/json", headers=own).json()


def test_a_visitor_logs_in_first(thisted: object) -> None:
    visitor = Client(SERVER_NAME="thisted.localhost")
    for answer in (visitor.get(ROOM), visitor.post(ROOM, {"file": pdf()})):
        assert answer.status_code == 302
        assert "/log-ind/" in answer["Location"]
    assert not Document.objects.exists()


def test_from_empty_to_a_paper_and_back(karoline: Citizen, as_citizen: AsCitizen) -> None:
    client = as_citizen(karoline)
    empty = client.get(ROOM)
    page = empty.content.decode()
    assert "Her er tomt endnu" in page
    assert "no-store" in empty["Cache-Control"]
    sent = {"name": "Mit CV", "kind": "cv", "once": once_in(page)}
    for _press in range(2):
        answer = client.post(ROOM, {**sent, "file": pdf("x.pdf")}, follow=True)
    assert "“Mit CV” ligger her nu" in answer.content.decode()
    own = Document.objects.get()
    one = f"{ROOM}{own.public_id}/"
    client.post(one, {"do": "rename", "name": "CV 2026", "kind": "cv"})
    assert "CV 2026" in client.get(ROOM).content.decode()
    client.post(one, {"do": "rename", "name": ""})
    own.refresh_from_db()
    assert own.name == "CV 2026"
    client.post(one, {"do": "delete"})
    assert not Document.objects.exists()
    assert client.post(one, {"do": "rename", "name": "Borte"}).status_code == 404


def test_what_goes_wrong_is_said_with_a_way_out(karoline: Citizen, as_citizen: AsCitizen) -> None:
    client = as_citizen(karoline)
    wrong = SimpleUploadedFile("cv.pdf", b"<html>hej</html>", "application/pdf")
    refused = client.post(ROOM, {"file": wrong, "name": "Skrevet", "kind": "letter"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Gem den som PDF, billede eller Word" in page
    assert 'value="Skrevet"' in page
    assert '<option value="letter" selected>' in page
    nothing = client.post(ROOM, {"name": "Skrevet"})
    assert "Vælg en fil først" in nothing.content.decode()
    assert not Document.objects.exists()


def test_the_file_comes_to_be_saved_and_to_its_citizen_only(
    karoline: Citizen, viggo: Citizen, as_citizen: AsCitizen
) -> None:
    own = keep(karoline, pdf('løn"; x=.pdf'))
    address = f"{ROOM}{own.public_id}/fil/"
    answer = as_citizen(karoline).get(address)
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert as_citizen(viggo).get(address).status_code == 404
    assert Client(SERVER_NAME="thisted.localhost").get(address).status_code == 302
    assert not Look.objects.exists()


def test_what_lies_here_is_read_about_but_not_printed_on_the_page_of_everything(
    karoline: Citizen, as_citizen: AsCitizen
) -> None:
    keep(karoline, pdf("Mit CV.pdf"))
    page = as_citizen(karoline).get("/min-profil/alt/").content.decode()
    assert "Mit CV" in page
    assert "så længe du søger hos dem" in page
    assert "JVBERi0xLj" not in page
    assert "JVBERi0xLj" in as_citizen(karoline).get("/min-profil/hent/").content.decode()


def test_programs_list_rename_and_delete(
    karoline: Citizen, viggo: Citizen, as_citizen: AsCitizen
) -> None:
    own, client = keep(karoline, pdf(), kind="cv"), as_citizen(karoline)
    said = asked(
        client, "{ me { documents { id name kind mediaType size addedAt url } documentsSize } }"
    )["data"]["me"]
    [listed] = said["documents"]
    assert (listed["id"], listed["kind"], said["documentsSize"]) == (
        str(own.public_id),
        "CV",
        len(PDF),
    )
    assert client.get(listed["url"]).content == PDF
    named = f'id: "{own.public_id}", name: "%s", kind: LETTER'
    call = f"mutation {{ renameDocument({named}) {{ name kind }} }}"
    for _time in range(2):
        assert asked(client, call % "Nyt")["data"]["renameDocument"] == {
            "name": "Nyt",
            "kind": "LETTER",
        }
    for who, words, code in (
        (client, " ", "BAD_VALUE"),
        (as_citizen(viggo), "Mit", "NOT_FOUND"),
        (Client(SERVER_NAME="thisted.localhost"), "Mit", "LOGIN_REQUIRED"),
    ):
        assert asked(who, call % words)["errors"][0]["extensions"]["code"] == code
    own.refresh_from_db()
    assert own.name == "Nyt"
    assert asked(as_citizen(viggo), "{ me { documents { id } } }")["data"]["me"]["documents"] == []
    away = f'mutation {{ deleteDocument(id: "{own.public_id}") }}'
    assert asked(as_citizen(viggo), away)["data"]["deleteDocument"] is True
    assert Document.objects.exists()
    for _time in range(2):
        assert asked(client, away)["data"]["deleteDocument"] is True
    assert not Document.objects.exists()
