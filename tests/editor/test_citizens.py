"""The staff's pages of citizens: each role × each municipality × each door, and what is noted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.citizens.answers import save_answers
from cms.citizens.declared import attributes
from cms.citizens.models import Citizen
from cms.municipalities.models import Company, Municipality, Owner, User, Vendor, national_owner
from cms.municipalities.roles import ROLES
from cms.rights import looks, panels
from cms.rights.access import visible_attributes
from cms.rights.civil_numbers import keep
from cms.rights.models import Look
from cms.staff.access import welcome
from tests.acceptance.library.matrix.stored import changed, stored

pytestmark = pytest.mark.django_db
MEETING = {name: one.seen_as for name, one in ROLES.items() if one.seen_as}
SUPERUSER, NOBODY = "superuser", "nobody"
ACTORS = (*ROLES, SUPERUSER, NOBODY)
NUMBER = "6101010019"
# By municipality: what only its own citizen has.
NAMES = {"thisted": "Karoline Bondo", "vejen": "Viggo Vind"}


@dataclass
class World:
    towns: dict[str, Municipality]
    citizens: dict[str, Citizen]
    owners: dict[str, Owner]

    def client(self, actor: str) -> tuple[Client, User]:
        """Somebody with the role at Thisted, or at the one owner of the role's kind."""
        user = User.objects.create_user(f"p-{actor}", first_name="Ida", last_name="Lund")
        if actor in ROLES:
            welcome(user, actor, self.owners[ROLES[actor].owner_kind])
        user.is_superuser = actor == SUPERUSER
        user.save()
        client = Client(HTTP_HOST="localhost")
        client.force_login(user)
        return client, user


@pytest.fixture
def world() -> World:
    towns = {
        "thisted": Municipality.objects.create(code="0787", slug="thisted", name="Thisted"),
        "vejen": Municipality.objects.create(code="0575", slug="vejen", name="Vejen"),
    }
    citizens = {slug: make_citizen(town, NAMES[slug]) for slug, town in towns.items()}
    owners: dict[str, Owner] = {
        "national": national_owner(),
        "municipality": towns["thisted"],
        "company": Company.objects.create(slug="fisken", name="Fisken"),
        "vendor": Vendor.objects.create(slug="skolen", name="Skolen"),
    }
    return World(towns, citizens, owners)


def make_citizen(town: Municipality, name: str) -> Citizen:
    citizen = Citizen.objects.create(
        municipality=town, issuer="x", subject=f"demo-{town.slug}", display_name=name
    )
    save_answers(citizen, {"birth_year": 1987, "challenges": ["reading"]})
    return citizen


def attempts(world: World, slug: str) -> Iterator[tuple[str, Any]]:
    """Every way to see something about the citizens of a municipality."""
    of_list = f"{reverse('editor_citizens')}?kommune={slug}"
    one = reverse("editor_citizen", args=[world.citizens[slug].pk])
    yield "list", lambda client: client.get(of_list)
    yield "new ones", lambda client: client.get(f"{of_list}&vis=nye")
    yield "search", lambda client: client.post(of_list, {"words": NAMES[slug].split()[0]})
    yield "citizen", lambda client: client.get(one)


@pytest.mark.parametrize("slug", NAMES)
@pytest.mark.parametrize("actor", ACTORS)
def test_each_role_at_each_municipality(world: World, actor: str, slug: str) -> None:
    """Who may, sees and is noted once at each door. Who may not, sees and changes nothing."""
    client, user = world.client(actor)
    may = actor in MEETING and slug == "thisted"
    for what, attempt in attempts(world, slug):
        before, noted = stored(), Look.objects.count()
        answer: HttpResponse = attempt(client)
        if may:
            assert answer.status_code == 200, (actor, what)
            assert NAMES[slug] in answer.content.decode(), (actor, what)
            assert Look.objects.count() == noted + 1, (actor, what)
            look = Look.objects.first()
            assert look is not None
            assert (look.citizen, look.person_id) == (world.citizens[slug], user.pk)
            assert look.roles == [actor]
            # What is written about a citizen renews the citizen's stamp, a look too.
            assert changed(before, stored()) - {"stamps_stamp"} == {"rights_look"}
        else:
            assert answer.status_code in {302, 403, 404}, (actor, what)
            assert NAMES[slug] not in answer.content.decode(), (actor, what)
            assert not changed(before, stored()), (actor, what)


@pytest.mark.parametrize("actor", MEETING)
def test_a_role_sees_what_the_declaration_gives_it(world: World, actor: str) -> None:
    client, user = world.client(actor)
    citizen = world.citizens["thisted"]
    page = client.get(reverse("editor_citizen", args=[citizen.pk])).content.decode()
    given = {name for name, one in attributes().items() if MEETING[actor] in one.who_may_see}
    assert set(visible_attributes(user, citizen)) == given
    assert "1987" in page
    seen = "challenges" in given
    assert ("At læse og skrive" in page) == seen
    look = Look.objects.get()
    assert set(look.what) >= {"name", "last_seen", "birth_year"}
    assert ("challenges" in look.what) == seen
    assert seen == (actor != "journey_assistant")


def test_two_roles_see_what_either_sees_and_a_lost_one_nothing(world: World) -> None:
    _client, user = world.client("journey_assistant")
    citizen = world.citizens["thisted"]
    assert "challenges" not in visible_attributes(user, citizen)
    welcome(user, "adviser", world.towns["thisted"])
    fresh = User.objects.get(pk=user.pk)
    assert "challenges" in visible_attributes(fresh, citizen)
    assert visible_attributes(fresh, world.citizens["vejen"]) == []
    fresh.groups.clear()
    assert visible_attributes(User.objects.get(pk=user.pk), citizen) == []
    welcome(user, "adviser", world.towns["thisted"])
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert visible_attributes(User.objects.get(pk=user.pk), citizen) == []


def test_a_list_is_noted_for_whom_it_showed_and_nobody_else(world: World) -> None:
    client, _user = world.client("adviser")
    for number in range(30):
        make_citizen_named(world, f"Bent {number:02}", f"bent-{number}")
    client.get(reverse("editor_citizens"))
    assert Look.objects.count() == 25
    assert all(look.what == [looks.LIST] for look in Look.objects.all())
    client.get(reverse("editor_citizens"), {"p": 2})
    assert Look.objects.count() == 31
    assert not Look.objects.filter(citizen=world.citizens["vejen"]).exists()


def make_citizen_named(world: World, name: str, subject: str, **more: Any) -> Citizen:
    return Citizen.objects.create(
        municipality=world.towns["thisted"],
        issuer="x",
        subject=subject,
        display_name=name,
        **more,
    )


def test_a_protected_name_is_not_shown_not_found_and_not_hinted_at(world: World) -> None:
    client, _user = world.client("adviser")
    hidden = make_citizen_named(world, "Hemmelig Hansen", "h", protected_name=True)
    address = reverse("editor_citizens")
    for answer in (
        client.get(address),
        client.get(reverse("editor_citizen", args=[hidden.pk])),
    ):
        page = answer.content.decode()
        assert "Hemmelig" not in page
        assert "navnebeskyttelse" in page
    assert [look.what[0] for look in hidden.looks.order_by("pk")] == ["unnamed", "last_seen"]
    found = client.post(address, {"words": "Hemmelig"}).content.decode()
    assert "navnebeskyttelse" not in found
    assert "0 borgere" in found


def test_the_filters_and_the_search_narrow_the_list(world: World) -> None:
    client, _user = world.client("adviser")
    address = reverse("editor_citizens")
    long_ago = timezone.now() - timedelta(days=40)
    make_citizen_named(world, "Gamle Gert", "g", created_at=long_ago, last_seen_at=long_ago)
    shown = {
        state: client.get(address, {"vis": state}).content.decode()
        for state in ("alle", "nye", "stille", "noget andet")
    }
    assert {state: "Gamle Gert" in page for state, page in shown.items()} == {
        "alle": True, "nye": False, "stille": True, "noget andet": True,
    }  # fmt: skip
    assert "Karoline" not in shown["stille"]
    found = client.post(address, {"words": "gert gaml"}).content.decode()
    assert "Gamle Gert" in found
    assert "Karoline" not in found


def test_a_civil_number_finds_and_is_nowhere_to_be_seen(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    client, _user = world.client("adviser")
    address = reverse("editor_citizens")
    keep(world.citizens["thisted"], NUMBER)
    keep(world.citizens["vejen"], "7202020028")
    with caplog.at_level(logging.DEBUG):
        found = client.post(address, {"words": "610101-0019"})
    page = found.content.decode()
    assert "Karoline Bondo" in page
    assert not {NUMBER, "610101-0019"} & set(page.split('"'))
    assert NUMBER not in page
    assert NUMBER not in caplog.text
    assert "610101-0019" not in caplog.text
    before = stored()
    foreign = client.post(address, {"words": "7202020028"}).content.decode()
    assert "0 borgere" in foreign
    wrong = client.post(address, {"words": "0101010019"}).content.decode()
    assert "findes ikke" in wrong
    assert 'aria-invalid="true"' in wrong
    by_address = client.get(address, {"words": NUMBER, "vis": "stille"}).content.decode()
    assert NUMBER not in by_address
    assert not changed(before, stored())


@pytest.fixture
def panel() -> Iterator[panels.Panel]:
    """What a floor above adds: for consultants only."""
    made = panels.Panel(
        name="plan_of_test",
        label="din plan",
        template="editor/desk/help.html",
        contents=lambda person, citizen: {"plan": citizen.pk},
        roles=frozenset({"personal_job_consultant"}),
    )
    panels.register(made)
    yield made
    panels._PANELS.pop(made.name)


@pytest.mark.parametrize("actor", MEETING)
def test_other_floors_add_panels_for_the_roles_they_name(
    world: World, panel: panels.Panel, actor: str
) -> None:
    client, _user = world.client(actor)
    page = client.get(reverse("editor_citizen", args=[world.citizens["thisted"].pk]))
    sees = actor == "personal_job_consultant"
    assert ("Din plan" in page.content.decode()) == sees
    assert (panel.name in Look.objects.get().what) == sees
    assert looks.what_in_words([panel.name], "da") == ["din plan"]


@pytest.mark.parametrize("actor", ACTORS)
def test_the_menu_shows_the_way_to_those_who_may(world: World, actor: str) -> None:
    client, _user = world.client(actor)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("editor_citizens") in page) == (actor in MEETING)


def test_a_page_that_could_not_be_noted_is_not_shown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _user = world.client("adviser")

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the log can't be written")

    monkeypatch.setattr(looks, "note", fail)
    monkeypatch.setattr(looks, "note_list", fail)
    for _what, attempt in attempts(world, "thisted"):
        with pytest.raises(RuntimeError):
            attempt(client)
