"""A page's life: drafts, publishing, earlier versions, following, and what the history keeps."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError

from cms.history.models import HistoryEntry
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import plain
from cms.pages.composing import composing_for
from cms.pages.models import ComposedPage
from cms.pages.services import (
    AlreadyThere,
    ChangedMeanwhile,
    delete,
    follow,
    go_back,
    has_template_changed,
    latest,
    make_own,
    publish,
    save_draft,
    start,
    take_down,
)
from cms.pages.showing import body_of, home_of, page_of
from tests.pages.conftest import Land

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> User:
    """Somebody who composes."""
    return User.objects.create(username="redaktoer")


def with_text(page: ComposedPage, heading: str) -> ComposedPage:
    """The page with one block of words."""
    page.body = [{"type": "text", "value": {"heading": heading, "body": "<p>Ord.</p>"}}]
    return page


def headings(body: Any) -> list[str]:
    """What the blocks are called."""
    return [raw["value"].get("heading") for raw in body.raw_data]


def shown(municipality: Municipality, slug: str) -> list[str]:
    """What readers meet of a page; nothing where there is none."""
    page = page_of(municipality, slug)
    return headings(body_of(page)) if page else []


def stored(page: ComposedPage) -> ComposedPage:
    """The page as it stands in the table."""
    found: ComposedPage = ComposedPage.objects.everything("test").get(pk=page.pk)
    return found


def test_a_draft_changes_nothing_that_readers_see(land: Land, person: User) -> None:
    page = start(plain(land.vejen), person)
    assert shown(land.vejen, "ny-side") == []
    publish(with_text(latest(page), "Første"), person)
    save_draft(with_text(latest(stored(page)), "Anden"), person)
    assert shown(land.vejen, "ny-side") == ["Første"]
    assert headings(latest(stored(page)).body) == ["Anden"]
    publish(latest(stored(page)), person)
    assert shown(land.vejen, "ny-side") == ["Anden"]


def test_going_back_makes_a_draft_of_what_was(land: Land, person: User) -> None:
    page = start(plain(land.vejen), person)
    publish(with_text(latest(page), "Første"), person)
    first = stored(page).live_revision
    publish(with_text(latest(stored(page)), "Anden"), person)
    assert first is not None
    go_back(stored(page), first, person)
    assert shown(land.vejen, "ny-side") == ["Anden"]
    publish(latest(stored(page)), person)
    assert shown(land.vejen, "ny-side") == ["Første"]


def test_two_who_save_at_once_lose_nothing(land: Land, person: User) -> None:
    page = start(plain(land.vejen), person)
    seen = stored(page).latest_revision_id
    save_draft(with_text(latest(stored(page)), "Min"), person, seen)
    before = list(stored(page).revisions.values_list("pk", flat=True))
    for change in (save_draft, publish):
        with pytest.raises(ChangedMeanwhile):
            change(with_text(latest(stored(page)), "Din"), person, seen)
    assert list(stored(page).revisions.values_list("pk", flat=True)) == before
    assert headings(latest(stored(page)).body) == ["Min"]
    assert not stored(page).live


def test_a_page_follows_its_template_until_it_is_made_ones_own(land: Land, person: User) -> None:
    template = land.page(land.nation, title="Om jobcentret")
    publish(with_text(latest(template), "Nationalt"), person)
    page = start(plain(land.vejen), person, template=stored(template), follow=True)
    publish(latest(page), person)
    assert shown(land.vejen, "om-jobcentret") == ["Nationalt"]
    publish(with_text(latest(stored(template)), "Nyt nationalt"), person)
    assert shown(land.vejen, "om-jobcentret") == ["Nyt nationalt"]
    assert not has_template_changed(stored(page))

    make_own(latest(stored(page)), person)
    assert headings(latest(stored(page)).body) == ["Nyt nationalt"]
    publish(with_text(latest(stored(page)), "Vores"), person)
    assert shown(land.vejen, "om-jobcentret") == ["Vores"]
    assert not has_template_changed(stored(page))
    publish(with_text(latest(stored(template)), "Nyere nationalt"), person)
    assert shown(land.vejen, "om-jobcentret") == ["Vores"]
    assert has_template_changed(stored(page))

    follow(latest(stored(page)), person)
    assert shown(land.vejen, "om-jobcentret") == ["Vores"]
    publish(latest(stored(page)), person)
    assert shown(land.vejen, "om-jobcentret") == ["Nyere nationalt"]


@pytest.mark.parametrize("end", [take_down, delete])
def test_who_follows_keeps_what_a_template_showed_last(land: Land, person: User, end: Any) -> None:
    template = land.page(land.nation, title="Skabelon")
    page = start(plain(land.vejen), person, template=stored(template), follow=True)
    publish(latest(page), person)
    publish(with_text(latest(stored(template)), "Til sidst"), person)
    end(stored(template), person)
    assert shown(land.vejen, "skabelon") == ["Til sidst"]


def test_a_front_page_gives_way_to_the_nations_when_taken_down(land: Land, person: User) -> None:
    national = land.page(land.nation, is_home=True, title="Forside")
    own = start(plain(land.vejen), person, template=national, is_home=True)
    assert home_of(land.vejen) == national
    publish(latest(own), person)
    assert home_of(land.vejen) == own
    take_down(stored(own), person)
    assert home_of(land.vejen) == national
    with pytest.raises(AlreadyThere):
        start(plain(land.vejen), person, is_home=True)


def test_addresses_are_free_within_each_owner(land: Land, person: User) -> None:
    first, second = (start(plain(land.vejen), person) for _ in range(2))
    there = start(plain(land.aarhus), person)
    assert (first.slug, second.slug, there.slug) == ("ny-side", "ny-side-2", "ny-side")
    second.slug = "ny-side"
    with pytest.raises(ValidationError):
        second.full_clean()
    second.slug = "forside"
    with pytest.raises(ValidationError) as refused:
        second.full_clean()
    assert "slug" in refused.value.message_dict


def test_only_a_national_page_is_a_template(land: Land) -> None:
    foreign = land.page(land.aarhus, title="Aarhus' side")
    page = ComposedPage(owner=plain(land.vejen), title="Kopi", template=foreign)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "template" in refused.value.message_dict


def test_the_history_keeps_who_and_what(land: Land, person: User) -> None:
    page = start(plain(land.vejen), person)
    publish(with_text(latest(page), "Velkommen hjem"), person)
    take_down(stored(page), person)
    delete(stored(page), person)
    entries = HistoryEntry.objects.filter(owner_id=land.vejen.pk).order_by("pk")
    assert [entry.action for entry in entries] == [
        "page.save", "page.save", "page.publish", "page.unpublish", "page.delete",
    ]  # fmt: skip
    assert {entry.person for entry in entries} == {"redaktoer"}
    change = entries[1].data["changes"]["body"]
    assert change == {"before": "", "after": "Tekst · Velkommen hjem · Ord."}


def refusals(land: Land, *blocks: dict[str, Any]) -> Any:
    """What is wrong with blocks that Vejen's editor would save."""
    field: Any = ComposedPage._meta.get_field("body")
    with composing_for(plain(land.vejen)):
        field.stream_block.clean(field.to_python(list(blocks)))


TEXT = {"heading": "H", "body": "<p>Ord.</p>"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": "2026-11-22T10:00:00+01:00", "ends": "2026-11-22T10:00:00+01:00"},
        {"audience": "findes-ikke"},
        {"audience": "aarhusianere"},
        {"reader_language": "xx"},
        {"body": ""},
        {"heading": "x" * 81},
        {"target": "javascript:alert(1)"},
        {"target": "//ondt.example/"},
        {"target": "kurser"},
        {"drawing": "findes-ikke"},
    ],
)
def test_what_a_block_can_not_be(land: Land, wrong: dict[str, Any]) -> None:
    land.audience("aarhusianere", land.aarhus, {})
    land.audience("vejensere", land.vejen, {})
    refusals(land, {"type": "text", "value": {**TEXT, "audience": "vejensere"}})
    with pytest.raises(StreamBlockValidationError):
        refusals(land, {"type": "text", "value": {**TEXT, **wrong}})
