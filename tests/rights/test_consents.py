"""Consent: given, withdrawn, remembered with its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cms.citizens import purposes as declared
from cms.citizens.answers import answers_of, save_answers
from cms.citizens.models import Citizen
from cms.citizens.personas import made_up, personas
from cms.rights import consents
from cms.rights.models import ConsentRecord, Wording
from cms.rights.signals import consent_given, consent_withdrawn

ASK = "/om-dig/spoergsmaal/challenges/"


def said(citizen: Citizen) -> list[tuple[str, bool]]:
    return list(citizen.consents.order_by("pk").values_list("purpose", "is_given"))


def test_a_consent_is_given_and_withdrawn_and_all_is_remembered(karoline: Citizen) -> None:
    assert not consents.has_consent(karoline, "doings")
    consents.give(karoline, "doings")
    consents.give(karoline, "doings")
    assert consents.has_consent(karoline, "doings")
    consents.withdraw(karoline, "doings")
    consents.withdraw(karoline, "doings")
    assert not consents.has_consent(karoline, "doings")
    assert said(karoline) == [("doings", True), ("doings", False)]


def test_the_words_agreed_to_are_kept(karoline: Citizen) -> None:
    consents.give(karoline, "doings")
    with translation.override("ar"):
        consents.give(karoline, "messages_by_mail")
    texts = [record.wording.text for record in karoline.consents.order_by("pk")]
    purposes = declared.purposes()
    assert purposes["doings"].meaning.da in texts[0]
    assert str(purposes["messages_by_mail"].meaning.ar) in texts[1]
    assert Wording.objects.count() == 2
    assert all(len(one.fingerprint) == 64 for one in Wording.objects.all())


def test_one_citizens_consent_is_not_anothers(karoline: Citizen, viggo: Citizen) -> None:
    consents.give(karoline, "doings")
    assert not consents.has_consent(viggo, "doings")
    assert list(consents.with_consent(Citizen.objects.all(), "doings")) == [karoline]
    consents.withdraw(karoline, "doings")
    assert not consents.with_consent(Citizen.objects.all(), "doings").exists()


def test_a_new_edition_asks_again(karoline: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    consents.give(karoline, "doings")
    changed = declared.purposes()["doings"].model_copy(update={"edition": 2})
    monkeypatch.setitem(declared.purposes(), "doings", changed)  # type: ignore[arg-type]
    assert not consents.has_consent(karoline, "doings")
    assert not consents.with_consent(Citizen.objects.all(), "doings").exists()
    consents.give(karoline, "doings")
    assert consents.has_consent(karoline, "doings")
    assert ConsentRecord.objects.count() == 2


def test_what_is_not_declared_is_refused(karoline: Citizen) -> None:
    for ask in (consents.has_consent, consents.give, consents.withdraw):
        with pytest.raises(consents.UnknownPurpose, match=r"purposes\.yaml.*doings"):
            ask(karoline, "doing")
    assert not ConsentRecord.objects.exists()


def test_nobody_made_up_has_consented(karoline: Citizen) -> None:
    persona = made_up(next(iter(personas().values())), karoline.municipality, "da")
    assert not consents.has_consent(persona, "doings")


def test_floors_above_hear_of_it(karoline: Citizen) -> None:
    heard: list[Any] = []

    def given(purpose: str, **_signal: object) -> None:
        heard.append(("given", purpose))

    def withdrawn(purpose: str, **_signal: object) -> None:
        heard.append(("withdrawn", purpose))

    consent_given.connect(given)
    consent_withdrawn.connect(withdrawn)
    try:
        consents.give(karoline, "doings")
        consents.withdraw(karoline, "doings")
    finally:
        consent_given.disconnect(given)
        consent_withdrawn.disconnect(withdrawn)
    assert heard == [("given", "doings"), ("withdrawn", "doings")]


def test_withdrawing_removes_the_answers_that_stood_on_it(karoline: Citizen) -> None:
    save_answers(karoline, {"challenges": ["reading"], "birth_year": 1987})
    consents.give(karoline, "sensitive")
    consents.withdraw(karoline, "sensitive")
    assert answers_of(karoline) == {"birth_year": [1987]}
    assert "challenges" in karoline.screening_skipped


def test_the_tick_at_a_sensitive_question_is_a_consent(
    karoline: Citizen, as_citizen: Callable[[Citizen], Client]
) -> None:
    browser = as_citizen(karoline)
    page = browser.get(ASK).content.decode()
    assert declared.purposes()["sensitive"].stops.da in page
    refused = browser.post(ASK, {"answer": ["reading"]})
    assert refused.status_code == 422
    assert said(karoline) == []
    assert answers_of(karoline) == {}
    browser.post(ASK, {"answer": ["reading"], "consent": "on"})
    assert said(karoline) == [("sensitive", True)]
    browser.post("/om-dig/spoergsmaal/birth_year/", {"answer": "1987", "consent": "on"})
    assert said(karoline) == [("sensitive", True)]


def test_the_page_has_a_switch_for_each_purpose_and_the_history(
    karoline: Citizen, as_citizen: Callable[[Citizen], Client]
) -> None:
    browser = as_citizen(karoline)
    save_answers(karoline, {"challenges": ["reading"]})
    for name, one in declared.purposes().items():
        page = browser.get("/min-profil/samtykker/").content.decode()
        assert one.meaning.da in page
        assert f'name="give" value="{name}"' in page
        browser.post("/min-profil/samtykker/", {"give": name})
        assert consents.has_consent(karoline, name)
    browser.post("/min-profil/samtykker/", {"withdraw": "sensitive"})
    assert answers_of(karoline) == {}
    page = browser.get("/min-profil/samtykker/").content.decode()
    assert page.count("<time") == len(declared.purposes()) + 1
    before = said(karoline)
    assert browser.post("/min-profil/samtykker/", {"give": "nothing"}).status_code == 404
    assert said(karoline) == before
