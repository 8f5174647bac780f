"""The screens of a municipality's site: what they change, whom they let in, what they refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.history.models import HistoryEntry
from cms.municipalities.models import Municipality, User
from cms.sites.models import Redirect, SiteDetails

pytestmark = pytest.mark.django_db
SCREENS = ("", "_statement", "_contact", "_privacy", "_redirects")
STATEMENT = {
    "compliance": "partly",
    "not_accessible": "Kortet kan ikke bruges med tastatur.",
    "test_method": "own",
    "tested_how": "Med tastatur.",
    "statement_date": "2026-01-02",
}


def logged_in(name: str) -> Client:
    """A browser where somebody who works with content is logged in."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


@pytest.fixture
def vejen(nation: Path) -> Client:
    """Vejen's administrator."""
    return logged_in("vejen-administrator")


def details(slug: str = "vejen") -> SiteDetails:
    """A municipality's site as it stands now."""
    return SiteDetails.objects.select_related("municipality").get(municipality__slug=slug)


def every_row() -> list[Any]:
    """Everything that these screens may change, anywhere."""
    contact = Municipality.objects.values_list("pk", "email", "phone", "opening_hours")
    return [*SiteDetails.objects.values_list(), *Redirect.objects.values_list(), *contact]


def test_a_statement_is_kept_as_a_draft_and_then_opens_the_site(vejen: Client) -> None:
    SiteDetails.objects.filter(municipality__slug="vejen").delete()
    url = reverse("editor_site_statement")
    assert vejen.post(url, {"compliance": "partly", "action": "keep"}).status_code == 302
    assert not details().is_open
    refused = vejen.post(url, {"compliance": "partly", "action": "publish"})
    assert refused.status_code == 200
    assert set(refused.context["form"].errors) == {
        "not_accessible", "test_method", "tested_how", "statement_date",
    }  # fmt: skip
    assert not details().is_open
    assert vejen.post(url, {**STATEMENT, "action": "publish"}).status_code == 302
    assert details().is_open
    entry = HistoryEntry.objects.filter(action="site.open").order_by("-pk")[0]
    assert (entry.owner_id, entry.user.username) == (
        details().municipality_id,
        "vejen-administrator",
    )


def test_a_published_statement_can_not_lose_what_the_law_asks_for(vejen: Client) -> None:
    before = every_row()
    answer = vejen.post(reverse("editor_site_statement"), {**STATEMENT, "tested_how": ""})
    assert "tested_how" in answer.context["form"].errors
    answer = vejen.post(reverse("editor_site_contact"), {"email": "", "phone": "10 00 05 75"})
    assert "email" in answer.context["form"].errors
    assert every_row() == before


def test_the_site_is_closed_with_a_button_that_only_posts(vejen: Client) -> None:
    assert vejen.get(reverse("editor_site_close")).status_code == 405
    assert details().is_open
    vejen.post(reverse("editor_site_close"))
    assert not details().is_open


def test_contact_hours_and_languages_are_stored_and_shown(vejen: Client) -> None:
    form = {
        "email": "job@vejen.example",
        "phone": "10 00 00 02",
        "visiting_address": "Skolegade 1",
        "languages": ["ar"],
        "monday_opens_1": "08:00",
        "monday_closes_1": "12:00",
        "monday_opens_2": "13:00",
        "monday_closes_2": "15:30",
    }
    assert vejen.post(reverse("editor_site_contact"), form).status_code == 302
    stored = details()
    assert stored.languages == ["da", "ar"]
    assert stored.hours == {"monday": [["08:00", "12:00"], ["13:00", "15:30"]]}
    assert stored.municipality.opening_hours == "Mandag kl. 8.00–12.00, 13.00–15.30."
    page = Client(headers={"host": "vejen.localhost"}).get("/min-kommune/").content.decode()
    assert "Skolegade 1" in page
    assert "8.00–12.00, 13.00–15.30" in page
    assert "?sprog=ru" not in page


def test_hours_that_make_no_sense_are_refused_with_the_day(vejen: Client) -> None:
    before = every_row()
    for wrong in (
        {"friday_opens_1": "09:00"},
        {"friday_opens_1": "12:00", "friday_closes_1": "9:00"},
    ):
        answer = vejen.post(
            reverse("editor_site_contact"), {"email": "a@b.example", "phone": "1", **wrong}
        )
        assert "fredag" in answer.content.decode()
        assert answer.status_code == 200
    assert every_row() == before


def test_old_addresses_come_and_go(vejen: Client) -> None:
    url = reverse("editor_site_redirects")
    assert vejen.post(url, {"old_path": "/gammel", "new_path": "/kurser/"}).status_code == 302
    for wrong in ("https://evil.example/", "//evil.example", "/gammel"):
        answer = vejen.post(url, {"old_path": "/anden", "new_path": wrong})
        if wrong != "/gammel":
            assert "new_path" in answer.context["form"].errors
    answer = vejen.post(url, {"old_path": "/kurser", "new_path": "/gammel"})
    assert "new_path" in answer.context["form"].errors
    made = Redirect.objects.get(municipality__slug="vejen", old_path="/gammel")
    vejen.post(reverse("editor_site_redirect_remove", args=[made.pk]))
    assert not Redirect.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    "name", ["vejen-redaktoer", "vejen-raadgiver", "national-redaktoer", "talende-dansk-bruger"]
)
def test_only_who_may_manage_the_site_come_in(nation: Path, name: str) -> None:
    client, before = logged_in(name), every_row()
    for screen in SCREENS:
        assert client.get(reverse(f"editor_site{screen}")).status_code in (302, 403)
        assert client.post(reverse(f"editor_site{screen}"), STATEMENT).status_code in (302, 403)
    assert client.post(reverse("editor_site_close")).status_code in (302, 403)
    assert every_row() == before


def test_another_municipalitys_site_is_refused_and_not_shown(vejen: Client) -> None:
    theirs = Redirect.objects.filter(municipality__slug="thisted")[0]
    before = every_row()
    for screen in SCREENS:
        url = f"{reverse(f'editor_site{screen}')}?kommune=thisted"
        for answer in (vejen.get(url), vejen.post(url, STATEMENT)):
            assert answer.status_code in (302, 403)
            assert "thisted" not in answer.content.decode().lower()
    vejen.post(f"{reverse('editor_site_close')}?kommune=thisted")
    answer = vejen.post(reverse("editor_site_redirect_remove", args=[theirs.pk]))
    assert answer.status_code == 404
    assert every_row() == before
    assert theirs.old_path not in vejen.get(reverse("editor_site_redirects")).content.decode()
