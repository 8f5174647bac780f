"""Opening a service of a made-up type: by page, by API, and at the desk of both sides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.capabilities.launch.keys import make_key
from cms.capabilities.launch.models import Agreement, LaunchClient, LaunchDay, Opening
from cms.library.models import Item
from cms.municipalities.models import User, Vendor
from cms.staff.access import welcome
from tests.made_up.test_rating import ask
from tests.personalisation.conftest import Nation, make_item

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
PAGE, LINK = "/natbiblioteker/film/", "https://film.example/"
REGISTRATION = {
    "action": "register",
    "login_address": "https://film.example/login",
    "redirect_addresses": "https://film.example/callback",
}


@pytest.fixture
def vendor(nation: Nation) -> Vendor:
    return Vendor.objects.create(slug="film", name="Film for alle")


@pytest.fixture
def item(vendor: Vendor) -> Item:
    values = {"place_on_the_net": LINK, "lending": "open_shelf"}
    return make_item("night_library", "film", vendor, **values)


def staff(role: str, owner: Any) -> Client:
    person = User.objects.create(username=f"{role}-{owner.slug}")
    welcome(person, role, owner)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(person)
    return browser


def agreement(first: int = -1, last: int = 30) -> dict[str, str]:
    days = {"first_day": first, "last_day": last}
    today = timezone.localdate()
    said = {name: (today + timedelta(days)).isoformat() for name, days in days.items()}
    return said | {"action": "agree:thisted", "seats": "2"}


def test_one_button_counts_and_leads_on(item: Item, nation: Nation, client_of: ClientOf) -> None:
    karoline = client_of(nation.citizen())
    assert "Åbn tilbuddet" in karoline.get(PAGE).content.decode()
    assert karoline.post(f"{PAGE}launch/aabn")["Location"] == LINK
    assert karoline.get(f"{PAGE}launch/aabn")["Location"] == PAGE
    assert LaunchDay.objects.get().openings == 1


def test_a_municipality_writes_its_agreement_and_both_read_the_same_figures(
    item: Item, nation: Nation, vendor: Vendor, client_of: ClientOf
) -> None:
    type(item).objects.everything("test").filter(pk=item.pk).update(lending="agreement")
    karoline = client_of(nation.citizen())
    assert karoline.post(f"{PAGE}launch/aabn")["Location"] == PAGE
    desk = reverse("editor_desk", args=["night_library", item.pk, "launch"])
    editor = staff("municipal_editor", nation.thisted)
    words = reverse("editor_overlay", args=["night_library", item.pk])
    assert desk in editor.get(words).content.decode()
    editor.post(desk, agreement(first=3, last=1))
    assert not Agreement.objects.exists(), "it would end before it begins"
    editor.post(desk, agreement())
    assert karoline.post(f"{PAGE}launch/aabn")["Location"] == LINK
    own = reverse("partners:desk", args=["night_library", item.pk, "launch"])
    vendors = staff("vendor_user", vendor)
    for browser, address in ((editor, desk), (vendors, own)):
        shown = browser.get(address).content.decode()
        assert "1 af 2 pladser" in shown
        rows = b"".join(browser.get(f"{address}?fil=1")).decode()
        assert "Thisted" in rows
    neighbour = staff("municipal_editor", nation.aarhus)
    assert "1 af 2" not in neighbour.get(desk).content.decode()
    assert neighbour.post(desk, agreement()).status_code == 404
    adviser = staff("adviser", nation.thisted)
    assert adviser.post(desk, {"action": "end:thisted"}).status_code in (302, 403, 404)
    assert Agreement.objects.count() == 1


def test_a_vendor_registers_its_system_and_reads_what_is_wrong(
    item: Item, vendor: Vendor, nation: Nation
) -> None:
    desk = reverse("partners:desk", args=["night_library", item.pk, "launch"])
    browser = staff("vendor_user", vendor)
    wrong = REGISTRATION | {"redirect_addresses": "http://film.example/callback"}
    said = browser.post(desk, wrong, follow=True).content.decode()
    assert "“http://film.example/callback” skal begynde med https://." in said
    secret_key = REGISTRATION | {"public_keys": '{"keys": [{"kty": "oct", "k": "AAAA"}]}'}
    assert "hemmelig nøgle" in browser.post(desk, secret_key, follow=True).content.decode()
    assert not LaunchClient.objects.exists()
    browser.post(desk, REGISTRATION)
    told = browser.post(desk, {"action": "new_secret"}, follow=True).content.decode()
    client = LaunchClient.objects.get()
    assert client.client_id in told and "Jeres nye hemmelighed er" in told
    assert client.secret_hash not in told
    assert "Jeres nye hemmelighed er" not in browser.get(desk).content.decode()
    editor = staff("municipal_editor", nation.thisted)
    theirs = reverse("editor_desk", args=["night_library", item.pk, "launch"])
    assert editor.post(theirs, REGISTRATION).status_code == 404
    assert client.client_id not in editor.get(theirs).content.decode()


def test_the_api_says_and_does_the_same(
    make: Make, nation: Nation, client_of: ClientOf, settings: Any, tmp_path: Path
) -> None:
    settings.LAUNCH_KEYS_FILE = str(tmp_path / "keys.json")
    make_key()
    item = make("everything", website=LINK)
    browser = client_of(nation.citizen())

    def opened(more: str = "", by: Client = browser) -> Any:
        return ask(by, f'mutation {{ openService(item: "{item.key}"{more}) {{ address }} }}')

    def code(answer: Any) -> str:
        return str(answer["errors"][0]["extensions"]["code"])

    assert code(opened(by=client_of())) == "LOGIN_REQUIRED"
    assert code(opened()) == "NOT_READY"
    LaunchClient.objects.create(
        item_id=item.pk, login_address="https://film.example/login", redirect_addresses=["x"]
    )
    assert code(opened()) == "NO_AGREEMENT"
    today = timezone.localdate()
    made = Agreement.objects.create(item_id=item.pk, municipality=nation.thisted, first_day=today)
    read = '{ everything(slug: "en") { launch { way state passes needsConsent host } } }'
    assert ask(browser, read)["data"]["everything"]["launch"] == {
        "way": "oidc",
        "state": "open",
        "passes": ["subject", "municipality"],
        "needsConsent": True,
        "host": "film.example",
    }
    assert code(opened()) == "CONSENT_NEEDED"
    address = opened(", agrees: true")["data"]["openService"]["address"]
    assert address.startswith("https://film.example/login?iss=")
    assert "data" in opened(), "the yes counts until it is taken back"
    back = f'mutation {{ withdrawLaunchConsent(item: "{item.key}") }}'
    assert ask(browser, back) == ask(browser, back)
    assert code(opened()) == "CONSENT_NEEDED"
    made.last_day = made.first_day = today - timedelta(1)
    made.save()
    assert code(opened()) == "AGREEMENT_ENDED"
    assert not Opening.objects.exists()
