"""The editors' front page: each role finds its work, and nothing that is closed to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from cms.capabilities.contact.models import Question
from cms.capabilities.rating.models import Rating
from cms.editor.desk import hooks
from cms.editor.desk.greeting import greeting
from cms.library.models import Item, Overlay
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import Municipality, User
from tests.support.browser import NewPage
from tests.support.site import LiveSite

PASSWORD = "jobunivers-demo"
# Each capability that has a desk asks one question, and their titles are one more.
WHOLE_PAGE, PANELS_ONLY = 29, 19
ROLES = (
    "thisted-redaktoer",
    "thisted-administrator",
    "national-redaktoer",
    "thisted-raadgiver",
)


@pytest.fixture
def at_desk(nation: Path) -> Callable[[str], str]:
    """What somebody's front page says."""

    def read(username: str) -> str:
        return signed_in(username).get(reverse("wagtailadmin_home")).content.decode()

    return read


def signed_in(username: str) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def typed(**filters: object) -> Item:
    """The first such item, with its own fields."""
    with everything("test"):
        bare = Item.objects.filter(**filters).order_by("pk").first()
        assert bare is not None
        found: Item = item_model(bare.type_name).objects.get(pk=bare.pk)
        return found


@pytest.mark.parametrize(
    ("username", "works_for", "says", "is_silent"),
    [
        ("thisted-redaktoer", "Thisted Kommune", ["Opret aktivitet", "Hylden"], ["i tal"]),
        ("national-redaktoer", "Hele landet", ["Opret kursus", "i tal"], ["Gå til hylden"]),
        ("thisted-raadgiver", "Thisted Kommune", ["Se, hvad der er"], ["Opret", "Venter på dig"]),
    ],
)
def test_each_role_finds_its_work(
    at_desk: Callable[[str], str],
    username: str,
    works_for: str,
    says: list[str],
    is_silent: list[str],
) -> None:
    page = at_desk(username)
    assert works_for in page
    assert [words for words in says if words not in page] == []
    assert [words for words in is_silent if words in page] == []


@pytest.mark.parametrize("username", ROLES)
def test_no_link_is_dead(nation: Path, username: str) -> None:
    client = signed_in(username)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    desk = page[page.index('<div class="desk">') :]
    addresses = set(re.findall(r'href="(/[^"]+)"', desk))
    assert addresses
    assert {one: client.get(one, follow=True).status_code for one in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_own_drafts_wait_and_other_peoples_do_not(at_desk: Callable[[str], str]) -> None:
    own = typed(owner__slug="thisted", live=True)
    foreign = typed(owner__slug="vejen", live=True)
    with everything("test"):
        Item.objects.filter(pk__in=[own.pk, foreign.pk]).update(live=False)
    page = at_desk("thisted-redaktoer")
    assert "Kladder, der ikke er udgivet" in page
    assert "aldrig udgivet" in page
    assert str(own) in page
    assert str(foreign) not in page


def test_nothing_waiting_says_so(at_desk: Callable[[str], str]) -> None:
    with everything("test"):
        Item.objects.filter(owner__slug="thisted").update(live=True, has_unpublished_changes=False)
    Overlay.objects.filter(municipality__slug="thisted").delete()
    for waiting in (Question, Rating):
        waiting.objects.filter(item__owner__slug="thisted").delete()
    assert "Intet venter." in at_desk("thisted-redaktoer")


def test_a_changed_original_waits_for_those_who_wrote_over_it(
    at_desk: Callable[[str], str],
) -> None:
    item = typed(owner__slug="national", sharing="mandatory", live=True)
    field = item.declaration.overridable[0]
    Overlay.objects.filter(item_id=item.pk).delete()
    Overlay.objects.create(
        municipality=Municipality.objects.get(slug="thisted"),
        item_id=item.pk,
        values={field: "Vores ord"},
        originals={field: "Det, der stod før"},
    )
    heading = "Originalen er ændret under jeres ord"
    page = at_desk("thisted-redaktoer")
    assert heading in page
    assert reverse("editor_overlay", args=[item.type_name, item.pk]) in page
    assert heading not in at_desk("vejen-redaktoer")


def test_what_came_since_the_last_visit_is_marked(nation: Path) -> None:
    user = User.objects.get(username="thisted-redaktoer")
    user.set_password(PASSWORD)
    user.last_login = timezone.now() - timedelta(days=2)
    user.save()
    item = typed(owner__slug="national", sharing="offered", live=True)
    with everything("test"):
        Item.objects.update(first_published_at=timezone.now() - timedelta(days=7))
        Item.objects.filter(pk=item.pk).update(first_published_at=timezone.now())
    client = Client()
    client.post(
        reverse("wagtailadmin_login"),
        {"username": user.username, "password": PASSWORD, "next": reverse("wagtailadmin_home")},
    )
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    offers = page[page.index("desk-offers") :]
    assert "er mærket som nyt" in offers
    assert str(item) in offers[: offers.index("</ul>")]
    assert offers.count("· ny<") == 1


@pytest.mark.parametrize("username", ROLES)
def test_the_page_costs_few_queries(
    nation: Path, monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    client = signed_in(username)
    address = reverse("wagtailadmin_home")
    client.get(address)
    with CaptureQueriesContext(connection) as whole:
        client.get(address)
    monkeypatch.setattr(hooks, "PANELS", ())
    with CaptureQueriesContext(connection) as frame:
        client.get(address)
    assert len(whole) <= WHOLE_PAGE
    assert len(whole) - len(frame) <= PANELS_ONLY


def test_one_without_a_role_is_told_what_to_do(nation: Path) -> None:
    user = User.objects.create_superuser("ny-kollega", password=PASSWORD)
    client = Client()
    client.force_login(user)
    assert (
        "Du har ikke fået en rolle endnu"
        in client.get(reverse("wagtailadmin_home")).content.decode()
    )


@pytest.mark.parametrize(
    ("hour", "said"), [(6, "Godmorgen"), (10, "Goddag"), (17, "Goddag"), (18, "Godaften")]
)
def test_the_greeting_follows_the_clock(hour: int, said: str) -> None:
    assert greeting(hour) == said


def test_wagtails_bird_has_flown(at_desk: Callable[[str], str]) -> None:
    page = at_desk("thisted-redaktoer")
    assert "editor/desk/mark.svg" in page
    assert "<title>" in page
    assert "- Wagtail" not in page


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("username", ["thisted-redaktoer", "national-redaktoer"])
def test_the_desk_is_accessible(
    live_site: LiveSite,
    new_page: NewPage,
    axe: Callable[[Page], list[str]],
    username: str,
    size: str,
) -> None:
    page = new_page(size)
    live_site.log_in_editor(page, username)
    page.goto(live_site.url("/admin/"))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(live_site.url("/admin/vejledning/"))
    assert axe(page) == []
