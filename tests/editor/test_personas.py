"""Looking at a portal as a made-up person: the real pages, only to read, only for its editors."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Answer, Citizen
from cms.editor.personas.tickets import GOOD_FOR, TicketExpired, TicketRefused, issue, read
from cms.history.models import HistoryEntry
from cms.library.registry import item_model
from cms.municipalities.models import Municipality, User
from cms.portal.read_only import WouldWrite, read_only
from cms.sites.models import SiteDetails

BAR = "Du ser siden som Morten (31) – eksempel"


@pytest.fixture
def aarhus(nation: Path) -> Municipality:
    """A municipality with editors."""
    return Municipality.objects.get(slug="aarhus")


@pytest.fixture
def editor(aarhus: Municipality) -> Client:
    """Aarhus's editor, logged in."""
    return logged_in("aarhus-redaktoer")


def logged_in(username: str) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def opened_as(client: Client, persona: str, **query: str) -> str:
    """The address to which opening leads."""
    answer = client.get(reverse("editor_personas_open", args=[persona]), query)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def page(client: Client, persona: str, **query: str) -> str:
    """What the page says."""
    answer = client.get(opened_as(client, persona, **query))
    assert answer.status_code == 200
    return answer.content.decode()


def counts() -> dict[str, int]:
    """How many rows every table has but the sessions'."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.app_label != "sessions" and not model._meta.proxy
    }


def test_the_front_page_is_the_persona_s_own_and_says_so(editor: Client) -> None:
    shown = page(editor, "morten")
    assert BAR in shown
    assert "Luk eksemplet" in shown
    assert "Morten" in shown
    assert "praktikplads" in shown
    assert BAR not in Client().get("/", headers={"host": "aarhus.localhost"}).content.decode()


def test_two_personas_meet_different_things(editor: Client) -> None:
    headings = {name: titles(page(editor, name)) for name in ("morten", "sara", "visitor")}
    assert len({tuple(found) for found in headings.values()}) == 3


def titles(shown: str) -> list[str]:
    """The headings of the cards."""
    found = re.findall(r"<h3[^>]*>(.*?)</h3>", shown, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


def test_it_is_what_a_real_citizen_with_the_same_answers_meets(
    editor: Client, aarhus: Municipality
) -> None:
    """The real Morten of the demo answers the same; what he has done is left out."""
    real = Citizen.objects.get(subject="demo-morten")
    for capability in all_capabilities().values():
        capability.erase_citizen(real)
    browser = Client(headers={"host": "aarhus.localhost"})
    session = browser.session
    session["citizen_id"] = real.pk
    session.save()
    assert titles(page(editor, "morten")) == titles(browser.get("/").content.decode())


def test_every_link_stays_in_the_example(editor: Client) -> None:
    address = opened_as(editor, "morten")
    prefix = address.removesuffix("da/")
    shown = editor.get(address).content.decode()
    links = re.findall(r'<a [^>]*href="(/[^"]*)"', shown)
    assert len(links) > 20
    # A film's file belongs to the whole installation.
    links = [link for link in links if not link.startswith("/media/")]
    outside = {link for link in links if not link.startswith(prefix)}
    assert outside == {reverse("editor_personas") + "?kommune=aarhus"}
    for link in list(dict.fromkeys(links))[:12]:
        assert "Eksempel" in editor.get(link).content.decode() or link in outside


@pytest.mark.parametrize("code", ["en", "ar", "ru"])
def test_any_language_and_the_bar_speaks_to_the_editor(editor: Client, code: str) -> None:
    answer = editor.get(opened_as(editor, "morten", laeses=code))
    shown = answer.content.decode()
    assert f'<html lang="{code}"' in shown
    assert BAR in shown
    assert answer.headers["Content-Language"] == code
    assert f"/{code}/" in re.findall(r'class="brand" href="([^"]*)"', shown)[0]
    danish = re.findall(r'href="([^"]*)" lang="da"', shown)
    assert BAR in editor.get(danish[0]).content.decode()
    assert "language" not in editor.cookies


def test_nadia_reads_arabic_of_herself(editor: Client) -> None:
    assert '<html lang="ar" dir="rtl"' in page(editor, "nadia")


def test_any_page_lists_items_and_search(editor: Client, aarhus: Municipality) -> None:
    item = item_model("course").objects.on_shelf_of(aarhus).first()
    path = f"/{item.declaration.settings.path}/{item.slug}/"
    for side in (path, f"/{item.declaration.settings.path}/", "/soeg/", "/laering/", "/hjaelp/"):
        assert BAR in page(editor, "morten", side=side)
    found = editor.get(opened_as(editor, "morten", side="/soeg/") + "?q=praktik")
    assert BAR in found.content.decode()
    missing = editor.get(opened_as(editor, "morten", side="/findes-ikke/"))
    assert missing.status_code == 404
    assert BAR in missing.content.decode()


def test_nothing_at_all_is_saved(editor: Client, aarhus: Municipality) -> None:
    item = item_model("course").objects.on_shelf_of(aarhus).first()
    address = opened_as(editor, "morten")
    before = counts()
    for path in ("", "kurser/", f"kurser/{item.slug}/", "soeg/?q=job", "soeg/forslag/?q=jo"):
        answer = editor.get(address + path)
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert not answer.cookies
    for path in (f"kurser/{item.slug}/completion/", "grund/shelf:pinned/fra/", "log-ud/", ""):
        answer = editor.post(address + path, {"do": "finish"})
        assert answer.status_code == 405
        assert "Det kan man ikke i et eksempel" in answer.content.decode()
    for path in ("log-ind/", "om-dig/", "min-profil/", "min-profil/hent/", "graphql/", "admin/"):
        answer = editor.get(address + path)
        assert answer.status_code == 403
        assert "Det kan man ikke i et eksempel" in answer.content.decode()
    assert counts() == before
    assert not Citizen.objects.filter(pk__lt=0).exists()
    assert not Answer.objects.filter(citizen_id__lt=0).exists()


def test_an_editor_who_is_also_a_citizen_is_not_touched(
    editor: Client, aarhus: Municipality
) -> None:
    """The browser may hold a citizen's session beside the editor's."""
    real = Citizen.objects.get(subject="demo-morten")
    longago = timezone.now() - timedelta(days=90)
    Citizen.objects.filter(pk=real.pk).update(last_seen_at=longago, display_name="Hemmelig")
    session = editor.session
    session["citizen_id"] = real.pk
    session.save()
    shown = page(editor, "sara")
    assert "Hemmelig" not in shown
    assert Citizen.objects.get(pk=real.pk).last_seen_at == longago


def test_a_closed_site_can_be_looked_at_too(editor: Client, aarhus: Municipality) -> None:
    SiteDetails.objects.filter(municipality=aarhus).update(statement_published_at=None)
    assert BAR in page(editor, "morten")


@pytest.mark.parametrize(
    "username", ["vejen-redaktoer", "aarhus-raadgiver", "pixelbakken-bruger", "national-redaktoer"]
)
def test_others_may_not(editor: Client, username: str) -> None:
    address = opened_as(editor, "morten")
    before = HistoryEntry.objects.count()
    client = logged_in(username)
    for answer in (
        client.get(address),
        client.get(reverse("editor_personas_open", args=["morten"]), {"kommune": "aarhus"}),
        client.get(reverse("editor_personas"), {"kommune": "aarhus"}),
    ):
        assert answer.status_code in (302, 403)
        assert "/se-som/" not in answer.headers.get("Location", "").partition("?")[0]
        assert BAR not in answer.content.decode()
    assert HistoryEntry.objects.count() == before


def test_visitors_are_asked_to_log_in(editor: Client) -> None:
    address = opened_as(editor, "morten")
    for url in (
        address,
        reverse("editor_personas"),
        reverse("editor_personas_open", args=["sara"]),
    ):
        answer = Client().get(url)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/admin/login/")


def test_a_ticket_is_signed_short_lived_and_one_person_s(
    editor: Client, aarhus: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = User.objects.get(username="aarhus-redaktoer")
    ticket = issue(user, aarhus, "morten")
    assert read(ticket, user).persona == "morten"
    with pytest.raises(TicketRefused):
        read(ticket, User.objects.get(username="aarhus-administrator"))
    with pytest.raises(TicketRefused):
        read(ticket[:-2] + "xx", user)
    address = reverse("editor_personas_page", args=[ticket[:-2] + "xx", "da"])
    assert BAR not in editor.get(address).content.decode()
    monkeypatch.setattr("cms.editor.personas.tickets.GOOD_FOR", timedelta(seconds=-1))
    assert timedelta(hours=1) >= GOOD_FOR
    with pytest.raises(TicketExpired):
        read(ticket, user)
    late = editor.get(reverse("editor_personas_page", args=[ticket, "da"]))
    assert late.headers["Location"] == reverse("editor_personas")


def test_a_role_that_is_taken_ends_the_example(editor: Client) -> None:
    address = opened_as(editor, "morten")
    User.objects.get(username="aarhus-redaktoer").groups.clear()
    assert BAR not in editor.get(address).content.decode()


def test_someone_unknown_and_a_language_that_is_off(editor: Client, aarhus: Municipality) -> None:
    assert editor.get(reverse("editor_personas_open", args=["ukendt"])).status_code == 404
    SiteDetails.objects.filter(municipality=aarhus).update(languages=["da"])
    assert opened_as(editor, "nadia").endswith("/da/")
    ticket = issue(User.objects.get(username="aarhus-redaktoer"), aarhus, "nadia")
    answer = editor.get(reverse("editor_personas_page", args=[ticket, "ar"]))
    assert answer.status_code == 404


def test_an_address_can_not_lead_elsewhere(editor: Client) -> None:
    for side in ("//evil.example/", "https://evil.example/", "\\\\evil.example"):
        assert opened_as(editor, "morten", side=side).startswith("/admin/se-som/")


def test_the_strict_policy_of_the_portal_holds(editor: Client) -> None:
    answer = editor.get(opened_as(editor, "morten"))
    assert "object-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_database_refuses_to_write_in_an_example(nation: Path) -> None:
    before = Municipality.objects.count()
    with read_only(), pytest.raises(WouldWrite), transaction.atomic():
        Municipality.objects.create(code="9999", slug="x", name="X")
    with read_only(), pytest.raises(WouldWrite), connection.cursor() as cursor:
        cursor.execute("  delete from municipalities_municipality")
    assert Municipality.objects.count() == before


def test_shelf_and_own_words_lead_there(editor: Client) -> None:
    shelf = editor.get(reverse("editor_shelf")).content.decode()
    assert "Morten (31)" in shelf
    chooser: Any = editor.get(reverse("editor_personas"))
    assert [one["shown_as"] for one in chooser.context["personas"]][2] == "Morten (31)"
