"""Who moves takes along what is their own, after a yes, and leaves what is the municipality's."""

from __future__ import annotations

import pytest
from django.test import Client

from cms.capabilities.favourite.models import Favourite
from cms.citizens.answers import answers_of, save_answers
from cms.citizens.models import Answer, Citizen, Move, ReasonSwitch
from cms.citizens.moving import NotTheSamePerson, elsewhere, goes_along, move, stays
from cms.citizens.signals import citizen_moves
from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.municipalities.models import Municipality
from cms.my_page.models import MyPage
from cms.plans.models import Followed
from tests.citizens.conftest import Visitor


@pytest.fixture
def at_vejen(karoline: Citizen, vejen: Municipality) -> Citizen:
    """The same person, newly at Vejen."""
    return Citizen.objects.create(
        municipality=vejen, issuer=karoline.issuer, subject=karoline.subject
    )


@pytest.fixture
def told(karoline: Citizen) -> Citizen:
    save_answers(karoline, {"birth_year": 1987, "works_now": "no"})
    ReasonSwitch.objects.create(citizen=karoline, reason_key="rule:1")
    return karoline


def test_what_goes_along_is_moved(told: Citizen, at_vejen: Citizen) -> None:
    assert [(one.name, one.count) for one in goes_along(told)] == [
        ("answers", 2),
        ("reasons_off", 1),
    ]
    done = move(told, at_vejen, ["answers", "reasons_off"])
    assert set(answers_of(at_vejen)) == {"birth_year", "works_now"}
    assert at_vejen.reasons_off.get().reason_key == "rule:1"
    assert done.taken_along == ["answers", "reasons_off"]
    assert done.from_municipality == told.municipality
    told.refresh_from_db()
    assert told.moved_away_at is not None
    assert (told.display_name, told.answers.count()) == ("", 0)


def test_what_is_not_chosen_is_forgotten(told: Citizen, at_vejen: Citizen) -> None:
    move(told, at_vejen, ["reasons_off", "made-up"])
    assert not Answer.objects.exists()
    assert Move.objects.get().taken_along == ["reasons_off"]


def test_what_is_known_already_stays(told: Citizen, at_vejen: Citizen) -> None:
    save_answers(at_vejen, {"birth_year": 1990})
    move(told, at_vejen, ["answers"])
    assert answers_of(at_vejen)["birth_year"] == [1990]
    assert answers_of(at_vejen)["works_now"] == ["no"]


def test_everything_else_stays_and_is_named(told: Citizen) -> None:
    """Whatever points at a citizen and is nobody's to carry stands in the list by itself."""
    assert stays(told) == []
    told.signups.create(item=item_at(told.municipality))  # type: ignore[attr-defined]
    assert [(one.name, one.count) for one in stays(told)] == [("signups", 1)]


def test_what_floors_above_declare_goes_along(told: Citizen, at_vejen: Citizen) -> None:
    item, other = item_at(told.municipality), item_at(told.municipality, "another")
    for one in (item, other):
        Favourite.objects.create(citizen=told, item=one, note="old")
    Favourite.objects.create(citizen=at_vejen, item=other, note="new")
    Followed.objects.create(citizen=told, kind="word", value="truck")
    MyPage.objects.create(citizen=told, shown=["news"])
    assert {one.name for one in goes_along(told)} >= {"favourites", "follows", "my_page"}
    move(told, at_vejen, ["favourites", "follows", "my_page"])
    kept = dict(Favourite.objects.values_list("item__slug", "note"))
    assert kept == {"one": "old", "another": "new"}
    assert Followed.objects.get().citizen == MyPage.objects.get().citizen == at_vejen


def item_at(municipality: Municipality, slug: str = "one") -> Item:
    """Some item of the municipality's."""
    model = next(iter(item_models().values()))
    with everything("test"):
        made: Item = model.objects.create(
            slug=slug, title=slug, owner=municipality.owner_ptr, sharing="private"
        )
    return Item.objects.everything("test").get(pk=made.pk)


def test_a_floor_above_hears_of_it(told: Citizen, at_vejen: Citizen) -> None:
    heard = []

    def listen(sender: object, old: Citizen, new: Citizen, taken: list[str], **_: object) -> None:
        heard.append((old.pk, new.pk, taken))

    citizen_moves.connect(listen)
    try:
        move(told, at_vejen, ["answers"])
    finally:
        citizen_moves.disconnect(listen)
    assert heard == [(told.pk, at_vejen.pk, ["answers"])]


def test_only_one_persons_own(told: Citizen, vejen: Municipality) -> None:
    stranger = Citizen.objects.create(municipality=vejen, issuer="somebody", subject="another")
    with pytest.raises(NotTheSamePerson):
        move(told, stranger, ["answers"])
    assert told.answers.count() == 2
    assert not Move.objects.exists()
    assert elsewhere(stranger) == []


def test_the_first_log_in_at_another_municipality_asks(
    visitor_by_path: Visitor, vejen: Municipality
) -> None:
    visitor_by_path.log_in()
    old = Citizen.objects.get()
    save_answers(old, {"birth_year": 1987})
    at_vejen = Visitor(visitor_by_path.client, "/vejen")
    assert at_vejen.log_in()["Location"] == "/vejen/flyttet/"
    assert at_vejen.get("/flyttet/")["Location"] == "/vejen/flyttet/fra/thisted/"
    page = at_vejen.get("/flyttet/fra/thisted/").content.decode()
    assert "Dine svar om dig selv (1)" in page
    assert "Det her bliver hos Thisted Kommune" in page
    new = Citizen.objects.get(municipality=vejen)
    assert not new.answers.exists(), "nothing moves by itself"
    done = at_vejen.post("/flyttet/fra/thisted/", {"taken": ["answers"]})
    assert done["Location"] == "/vejen/min-profil/"
    assert new.answers.count() == 1
    assert at_vejen.get("/flyttet/fra/thisted/").status_code == 404
    # Logged in at Thisted in the same browser: that is over too.
    assert visitor_by_path.get("/").content == b"nobody"


def test_saying_no_changes_nothing(visitor_by_path: Visitor, vejen: Municipality) -> None:
    visitor_by_path.log_in()
    save_answers(Citizen.objects.get(), {"birth_year": 1987})
    at_vejen = Visitor(visitor_by_path.client, "/vejen")
    at_vejen.log_in()
    at_vejen.get("/om-dig/")
    assert not Move.objects.exists()
    assert Citizen.objects.get(municipality__slug="thisted").answers.count() == 1


def test_somebody_elses_is_not_there(visitor_by_path: Visitor, vejen: Municipality) -> None:
    visitor_by_path.log_in()
    stranger = Visitor(Client(HTTP_HOST="localhost:8000"), "/vejen")
    stranger.log_in(person="demo-sara")
    assert stranger.post("/flyttet/fra/thisted/", {"taken": ["answers"]}).status_code == 404
    assert not Move.objects.exists()


def test_from_the_profile(visitor: Visitor, vejen: Municipality) -> None:
    visitor.log_in()
    assert "/flyttet/" in visitor.get("/min-profil/").content.decode()
    page = visitor.get("/flyttet/").content.decode()
    assert "log ind dér" in page
    assert "/vejen/" in page


def test_coming_back_is_coming_back(told: Citizen, at_vejen: Citizen) -> None:
    move(told, at_vejen, ["answers"])
    assert elsewhere(at_vejen) == []
    told.refresh_from_db()
    told.moved_away_at = None
    told.save()
    assert [one.municipality.slug for one in elsewhere(told)] == ["vejen"]


def test_no_place_is_known_nearer_than_the_municipality() -> None:
    """An address that is protected can't be shown, for none is stored."""
    from cms.citizens.declared import asked_attributes

    kinds = {one.kind for one in asked_attributes().values()}
    assert kinds <= {
        *("choice", "choices", "terms", "number", "date"),
        *("yes_no", "language", "languages", "text"),
    }
    names = {field.name for field in Citizen._meta.concrete_fields}
    assert not names & {"address", "place", "postcode", "latitude", "longitude"}
