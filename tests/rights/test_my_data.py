"""My data: seen whole, taken along, erased, and the receipt."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from io import StringIO
from types import ModuleType, SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from cms.citizens import personal_data
from cms.citizens.answers import save_answers
from cms.citizens.models import Citizen
from cms.citizens.reasons import turn_reason_off
from cms.municipalities.models import Municipality
from cms.rights import consents, looks
from cms.rights.civil_numbers import keep
from cms.rights.erasing import end_sessions, erase, kept_under
from cms.rights.models import KeptRecord, Receipt
from cms.rights.views import my_data
from tests.rights.conftest import Somebody

AsCitizen = Callable[[Citizen], Client]
NUMBER = "6101010019"


@pytest.fixture
def known(karoline: Citizen, thisted: Municipality, somebody: Somebody) -> Citizen:
    """Karoline, about whom there is something in every table."""
    save_answers(karoline, {"birth_year": 1987, "challenges": ["reading"]})
    consents.give(karoline, "sensitive")
    turn_reason_off(karoline, "audience:ny-ledig")
    keep(karoline, NUMBER)
    looks.note(somebody("adviser", thisted), karoline, ["name", "birth_year"])
    return karoline


@pytest.fixture
def without_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that can't make PDFs: the readable export is a page to print."""
    monkeypatch.setattr(my_data, "PRINTER", "a_printer_that_is_not_installed")


def every_value() -> str:
    """All that stands in all tables."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_everything_is_shown_with_its_terms(known: Citizen, as_citizen: AsCitizen) -> None:
    page = as_citizen(known).get("/min-profil/alt/").content.decode()
    for said in ("Karoline Bondo", "1987", "demo-karoline", "audience:ny-ledig", "Lund"):
        assert said in page, said
    for terms in ("180 dage", "365 dage", "i 2 år", "5 år efter", "ingen; det vises aldrig"):
        assert terms in page, terms
    assert NUMBER not in page
    assert "Gemt krypteret" in page


def test_the_export_is_whole_and_without_keys_of_rows(
    known: Citizen, as_citizen: AsCitizen
) -> None:
    answer = as_citizen(known).get("/min-profil/hent/")
    assert "attachment" in answer["Content-Disposition"]
    said = json.loads(answer.content)
    assert said["looks"][0]["hvem"] == "Ida Lund adviser"
    assert said["looks"][0]["rolle"] == "Jobrådgiver"
    assert said["consents"][0]["svar"] == "Ja"
    assert NUMBER not in answer.content.decode()
    assert not re.search(r'"(id|[a-z_]+_id|pk)":', answer.content.decode())


def test_the_readable_export_has_words_for_all(
    known: Citizen, as_citizen: AsCitizen, without_printer: None
) -> None:
    answer = as_citizen(known).get("/min-profil/hent/laesbar/")
    page = answer.content.decode()
    assert 'filename="mine-oplysninger.html"' in answer["Content-Disposition"]
    assert "Hvem du er" in page
    assert "Fravalgt" in page or "fravalgte" in page.lower()
    assert not re.search(r"citizen|_id|answered_at|turned_off_at", page.split("</style>")[1])


def test_the_readable_export_is_a_pdf_where_one_can_be_made(
    known: Citizen, as_citizen: AsCitizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = ModuleType("weasyprint")
    printer.HTML = lambda string: SimpleNamespace(  # type: ignore[attr-defined]
        write_pdf=lambda: b"%PDF " + string.encode()
    )
    printer.__spec__ = SimpleNamespace()  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "weasyprint", printer)
    answer = as_citizen(known).get("/min-profil/hent/laesbar/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert b"Karoline Bondo" in answer.content


def test_every_citizens_pages_are_their_own(
    known: Citizen, thisted: Municipality, as_citizen: AsCitizen, without_printer: None
) -> None:
    other = Citizen.objects.create(municipality=thisted, issuer="x", subject="other")
    browser = as_citizen(other)
    for path in ("alt/", "samtykker/", "set-af/", "hent/", "hent/laesbar/", "slet/"):
        page = browser.get(f"/min-profil/{path}")
        assert page.status_code == 200, path
        assert "Karoline" not in page.content.decode()
        assert "no-store" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]
        stranger = Client(headers={"host": "thisted.localhost"}).get(f"/min-profil/{path}")
        assert stranger.status_code == 302


def test_erasing_asks_says_what_stays_and_gives_a_receipt(
    known: Citizen, as_citizen: AsCitizen
) -> None:
    browser, elsewhere = as_citizen(known), as_citizen(known)
    asked = browser.get("/min-profil/slet/").content.decode()
    assert "1 linje om, hvem" in asked
    assert "1 linje om, hvad" in asked
    assert Citizen.objects.filter(pk=known.pk).exists()
    done = browser.post("/min-profil/slet/").content.decode()
    code = re.findall(r"<code>([A-Z0-9-]+)</code>", done)[0]
    assert not Citizen.objects.filter(subject="demo-karoline").exists()
    for one in (browser, elsewhere):
        assert one.get("/min-profil/").status_code == 302
    receipt = kept_under(code)
    assert receipt is not None
    assert sorted(receipt.records.values_list("kind", flat=True)) == ["consent", "look"]
    assert "(1)" in done


def test_nothing_is_left_but_what_is_named(known: Citizen, as_citizen: AsCitizen) -> None:
    as_citizen(known)
    before = every_value()
    assert "demo-karoline" in before
    code = erase(known).code
    after = every_value()
    for trace in ("demo-karoline", "Karoline Bondo", "audience:ny-ledig", code):
        assert trace not in after, trace
    assert not Session.objects.exists()
    kept = [line for line in after.splitlines() if line.startswith("rights_")]
    assert {line.split(":")[0] for line in kept} == {
        "rights_keptrecord",
        "rights_receipt",
        "rights_wording",
    }


def test_the_code_opens_what_is_kept_and_another_does_not(known: Citizen) -> None:
    code = erase(known).code
    said = StringIO()
    call_command("kept_after_erasure", code.lower().replace("-", " "), stdout=said)
    assert "Ida Lund adviser" in said.getvalue()
    with pytest.raises(CommandError, match="Nothing is kept"):
        call_command("kept_after_erasure", "BCDF-GHJK-MNPQ-RSTV")


def test_who_left_nothing_behind_has_no_receipt(karoline: Citizen) -> None:
    erase(karoline)
    assert not Receipt.objects.exists()


def test_whoever_erases_a_citizen_keeps_what_the_law_keeps(known: Citizen) -> None:
    personal_data.erase(known)
    assert KeptRecord.objects.count() == 2
    assert not Citizen.objects.exists()


def test_staff_in_the_same_browser_stay_logged_in(
    known: Citizen, thisted: Municipality, somebody: Somebody, as_citizen: AsCitizen
) -> None:
    browser = as_citizen(known)
    browser.force_login(somebody("municipal_editor", thisted))
    session = browser.session
    session["citizen_id"] = known.pk
    session["citizen_login"] = {"provider": "mitid", "id_token": "a-token"}
    session.save()
    end_sessions(known)
    said = browser.session
    assert "citizen_id" not in said
    assert "citizen_login" not in said
    assert "_auth_user_id" in said
