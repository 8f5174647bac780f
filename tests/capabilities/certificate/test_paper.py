"""The paper: a PDF that says what it is to a screen reader, and a name only to its holder."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from cms.capabilities.certificate.models import Certificate
from cms.capabilities.certificate.services import give, share_name
from tests.personalisation.conftest import Nation, make_item, nation
from tests.support.sites import opened

__all__ = ["nation"]
HOST = "thisted.localhost"


@pytest.fixture
def certificate(nation: Nation) -> Certificate:
    opened(nation.thisted)
    citizen = nation.citizen()
    citizen.display_name = "Karoline <Prøve>"
    citizen.save()
    return give(make_item("course", "truck", nation.owner), citizen)


def client_of(certificate: Certificate) -> Client:
    client = Client(SERVER_NAME=HOST)
    session = client.session
    session["citizen_id"] = certificate.citizen_id
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def paper(certificate: Certificate, client: Client | None = None) -> PdfReader:
    browser = client or Client(SERVER_NAME=HOST)
    answer = browser.get(f"/bevis/{certificate.token}/bevis.pdf")
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def test_it_is_tagged_and_says_its_language_and_title(certificate: Certificate) -> None:
    read = paper(certificate)
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "da"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title == "Bevis: truck"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert certificate.number in read.pages[0].extract_text()


def test_the_name_is_the_holders_to_show(certificate: Certificate) -> None:
    assert "Karoline <Prøve>" in paper(certificate, client_of(certificate)).pages[0].extract_text()
    assert "Karoline" not in paper(certificate).pages[0].extract_text()
    share_name(certificate, shows_name=True)
    assert "Karoline" in paper(certificate).pages[0].extract_text()


def test_only_the_holder_chooses(certificate: Certificate) -> None:
    address = f"/bevis/{certificate.token}/del/"
    refused = Client(SERVER_NAME=HOST).post(address, {"shows_name": "1"})
    assert refused.status_code == 404
    certificate.refresh_from_db()
    assert not certificate.shows_name
    client_of(certificate).post(address, {"shows_name": "1"})
    certificate.refresh_from_db()
    assert certificate.shows_name
