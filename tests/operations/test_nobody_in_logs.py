"""Neither logs nor figures say anything of anybody, whatever goes well or wrong."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from cms.citizens.models import Citizen
from cms.demo.identity_provider import IdentityProvider
from cms.operations.logs import JSONFormatter
from cms.rights import erasing
from cms.search import services
from tests.citizens.conftest import Visitor, running_provider, use_provider

__all__ = ["running_provider"]
HOST = "thisted.localhost:8000"
NUMBER = "610101-0019"
EMAIL = "karoline.bondo@eksempel.dk"
ANSWER = "flexjob"
KEY = "jobunivers_a_key_that_was_mistyped"
OF_HER = {"karoline", "bondo", NUMBER, NUMBER.replace("-", ""), EMAIL, ANSWER, KEY}
FIGURES = {"Authorization": "Bearer a-token-of-this-test"}


class Unlucky(Exception):
    """Says what it shouldn't: who it was about."""

    def __init__(self, *_arguments: object, **_options: object) -> None:
        super().__init__(
            f"'Karoline Bondo' <{EMAIL}> {NUMBER}\nDETAIL:  Key (name)=(Karoline Bondo)"
        )


def unlucky(*_arguments: object, **_options: object) -> None:
    """Fails, and quotes her."""
    raise Unlucky


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """All that production would log, and Django's and the product's quieter words too."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONFormatter())
    loggers = [logging.getLogger(name) for name in ("", "django", "cms", "cms.requests")]
    levels = [logger.level for logger in loggers]
    for logger, level in zip(loggers, ("WARNING", "INFO", "INFO", "INFO"), strict=True):
        logger.setLevel(level)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)
    for logger, kept in zip(loggers, levels, strict=True):
        logger.setLevel(kept)


@pytest.fixture
def portal(nation: Path, running_provider: IdentityProvider, settings: Any) -> Visitor:
    """Somebody at Thisted's whole portal, where faults are answered as in production."""
    settings.METRICS_TOKEN, settings.DEBUG_PROPAGATE_EXCEPTIONS = (
        FIGURES["Authorization"][7:],
        False,
    )
    use_provider(settings, running_provider)
    return Visitor(Client(HTTP_HOST=HOST, raise_request_exception=False))


def test_what_a_citizen_does_and_what_goes_wrong(
    portal: Visitor, said: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = OF_HER | log_in(portal)
    citizen = Citizen.objects.filter(subject="demo-karoline").latest("pk")
    answer_questions(portal)
    search(portal)
    ask_the_api(portal)
    fail(portal, monkeypatch)
    assert portal.post("/min-profil/slet/").status_code == 200
    assert not Citizen.objects.filter(pk=citizen.pk).exists()
    strangers()

    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    seen = {(line["logger"], line.get("status")) for line in lines}
    for expected in (200, 302, 400, 401, 403, 404, 500):
        assert ("cms.requests", expected) in seen, (expected, seen)
    assert any("Unlucky" in line.get("fault", "") for line in lines)
    assert any("A resolver failed" in line["message"] for line in lines)
    figures = portal.get("/metrics", headers=FIGURES).content.decode()
    assert "cms_requests_total" in figures
    for text in [*said.getvalue().splitlines(), *figures.splitlines()]:
        found = [secret for secret in secrets if secret.lower() in text.lower()]
        assert not found, f"{found} in {text}"


def log_in(portal: Visitor) -> set[str]:
    """First as one shouldn't, then well; gives what only her browser may know."""
    lie = {"error": "access_denied", "error_description": "Karoline Bondo", "state": "karoline"}
    assert portal.get("/log-ind/mitid/retur/", data=lie).status_code >= 400
    begun = portal.begin()
    back = portal.choose(begun)
    assert portal.come_back(back).status_code == 302
    assert portal.come_back(back).status_code == 400, "a code is used once"
    handed = {name: value[0] for name, value in parse_qs(urlsplit(back).query).items()}
    sessions = set(Session.objects.values_list("session_key", flat=True))
    cookies = {cookie.value for cookie in portal.client.cookies.values() if len(cookie.value) > 8}
    return {handed["code"], handed["state"], *sessions, *cookies}


def answer_questions(portal: Visitor) -> None:
    """Two answers, an address that is kept and one that is none."""
    page = "/om-dig/spoergsmaal/looking_for/"
    assert portal.post(page, {"answer": [ANSWER]}).status_code == 302
    assert portal.post(page, {"answer": [EMAIL, "Karoline"]}).status_code < 500
    for value in (EMAIL, f"{EMAIL} Karoline"):
        assert portal.post("/indbakke/kontakt/email/", {"value": value}).status_code < 500


def search(portal: Visitor) -> None:
    """Her number and her name, where people do write them."""
    for words in (NUMBER, "Karoline Bondo", EMAIL):
        assert portal.get("/soeg/", data={"q": words}).status_code == 200
    assert portal.get("/karoline-bondo/").status_code == 404


def ask_the_api(portal: Visitor) -> None:
    """Well, wrong in every way, and with a key that isn't one."""
    for body in (
        {"query": "query Q($w: String) { search(words: $w) { totalCount } }",
         "variables": {"w": NUMBER}},
        {"query": f'{{ search(words: "{EMAIL}") {{ totalCount }} }}'},
        {"query": "{ karoline_bondo }"},
        {"query": f"{{ {NUMBER} "},
        {"query": "query Q($n: Int!) { feed(first: $n) { totalCount } }",
         "variables": {"n": "Karoline"}},
        {"query": f'{{ articles(after: "{NUMBER}") {{ totalCount }} }}'},
    ):  # fmt: skip
        answer = portal.client.post("/graphql/", body, content_type="application/json")
        assert answer.status_code < 500, answer.content
    wrong = portal.get("/graphql/?query={__typename}", headers={"Authorization": f"Bearer {KEY}"})
    assert wrong.status_code == 401
    bad = portal.client.post("/graphql/", f"{{{NUMBER}", content_type="application/json")
    assert bad.status_code == 400


def fail(portal: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults inside, that quote her: in a page, and in a resolver."""
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "erase", unlucky)
        assert portal.post("/min-profil/slet/").status_code == 500
        patched.setattr(services, "search", unlucky)
        asked = {"query": '{ search(words: "job") { totalCount } }'}
        answer = portal.client.post("/graphql/", asked, content_type="application/json")
        assert "noted" in answer.content.decode()


def strangers() -> None:
    """A host that can't be, and a form that somebody else wrote."""
    Client(HTTP_HOST="karoline_bondo?.example", raise_request_exception=False).get("/")
    careful = Client(HTTP_HOST=HOST, enforce_csrf_checks=True)
    answer = careful.post("/log-ud/?navn=karoline", {"navn": "Karoline Bondo"})
    assert answer.status_code == 403
