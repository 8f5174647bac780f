"""The order in which items are met, and which are not."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.capabilities.completion.models import Completion
from cms.citizens.reasons import turn_reason_off
from cms.library.models import Item, ShelfChoice
from cms.library.registry import item_models
from cms.library.translations import write_translation
from cms.personalisation.conditions import condition_of
from cms.personalisation.feed import feed, personalised, visible_to
from cms.personalisation.marks import marks_of
from cms.personalisation.ranking import SHELF_PINNED
from cms.personalisation.reasons import reason_of, reasons
from cms.personalisation.selection import Selection
from cms.personalisation.viewer import Viewer
from tests.personalisation.conftest import Nation, make_item

EVERYBODY: dict[str, Any] = {"all": []}
NOBODY: dict[str, Any] = {"not": EVERYBODY}
SLUGS = ("a", "b", "c", "d", "e")


@pytest.fixture
def courses(nation: Nation) -> dict[str, Item]:
    return {slug: make_item("course", slug, nation.owner) for slug in SLUGS}


def slugs(viewer: Viewer) -> str:
    typed = "".join(item.slug for item in feed(viewer, item_models()["course"]))
    assert typed == "".join(item.slug for item in feed(viewer, types=["course"]))
    return typed


def test_the_whole_order(nation: Nation, courses: dict[str, Item]) -> None:
    viewer = Viewer(nation.thisted, nation.citizen())
    assert slugs(viewer) == "abcde"
    everybody = nation.audience("alle", EVERYBODY)
    ShelfChoice.objects.create(municipality=nation.thisted, item_id=courses["d"].pk, order=1)
    assert slugs(Viewer(nation.thisted)) == "dabce"
    nation.rule("boost", everybody, "boost", {"items": ["course/c"]}, weight=1)
    assert slugs(Viewer(nation.thisted)) == "cdabe"
    ShelfChoice.objects.create(municipality=nation.thisted, item_id=courses["b"].pk, pinned=True)
    assert slugs(Viewer(nation.thisted)) == "bcdae"
    nation.rule("pin", everybody, "pin", {"items": ["course/e"]}, weight=1)
    assert slugs(Viewer(nation.thisted)) == "ebcda"
    nation.rule("pin-harder", everybody, "pin", {"items": ["course/a"]}, weight=2)
    assert slugs(Viewer(nation.thisted)) == "aebcd"
    assert slugs(Viewer(nation.aarhus)) == "aecbd"
    assert slugs(Viewer(nation.thisted, everything=True)) == "bdace"


def test_boosts_add_up(nation: Nation, courses: dict[str, Item]) -> None:
    everybody = nation.audience("alle", EVERYBODY)
    nation.rule("one", everybody, "boost", {"items": ["course/c", "course/d"]}, weight=20)
    nation.rule("two", everybody, "boost", {"items": ["course/d"]}, weight=5)
    nation.rule("three", everybody, "boost", {"items": ["course/e"]}, weight=24)
    assert slugs(Viewer(nation.thisted)) == "decab"


def test_hidden_and_reserved(nation: Nation, courses: dict[str, Item]) -> None:
    nobody = nation.audience("ingen", NOBODY)
    everybody = nation.audience("alle", EVERYBODY)
    nation.rule("hide", everybody, "hide", {"items": ["course/a"]})
    nation.rule("others", nobody, "show", {"items": ["course/b", "course/c"]})
    nation.rule("mine", everybody, "show", {"items": ["course/c"]})
    viewer = Viewer(nation.thisted, nation.citizen())
    assert slugs(viewer) == "cde"
    assert slugs(Viewer(nation.thisted, viewer.citizen, everything=True)) == "acde"
    shelf = Item.objects.on_shelf_of(nation.thisted).order_by("-slug")
    assert [item.slug for item in visible_to(shelf, viewer)] == ["e", "d", "c"]


def test_a_municipality_cannot_hide_what_the_nation_made_mandatory(nation: Nation) -> None:
    make_item("course", "pligt", nation.owner, "mandatory")
    make_item("course", "valgfri", nation.owner)
    everybody, nobody = nation.audience("alle", EVERYBODY), nation.audience("ingen", NOBODY)
    content = {"types": ["course"]}
    nation.rule("lokal", everybody, "hide", content, owner=nation.thisted)
    nation.rule("lokal-andre", nobody, "show", content, owner=nation.thisted)
    assert [item.slug for item in feed(Viewer(nation.thisted))] == ["pligt"]
    nation.rule("landets", everybody, "hide", content)
    assert not feed(Viewer(nation.thisted)).exists()


def test_own_interests_lift_what_is_marked_so(nation: Nation) -> None:
    make_item("course", "a", nation.owner)
    make_item("course", "lager", nation.owner, marks={"industries": ["lager"]})
    make_item("course", "arabisk", nation.owner, language="ar")
    viewer = Viewer(nation.thisted, nation.citizen(interests=["transport"], languages=["ar"]))
    found = feed(viewer, item_models()["course"])
    assert [(item.slug, item.feed_boost) for item in found] == [
        ("arabisk", 25),
        ("lager", 20),
        ("a", 0),
    ]
    told = reasons(viewer, found)
    assert [told[item.pk].text for item in found] == [
        "Fordi det er på arabisk",
        "Fordi du har sagt, at du vil arbejde med transport",
        "Fordi alle i Danmark kan bruge det",
    ]


def test_the_order_of_the_declaration_and_every_type(nation: Nation) -> None:
    now = timezone.now()
    for days, slug in ((3, "sen"), (1, "tidlig"), (2, "midt")):
        make_item("activity", slug, nation.thisted, "private", starts_at=now + timedelta(days=days))
    found = feed(Viewer(nation.thisted), item_models()["activity"])
    assert [item.slug for item in found] == ["tidlig", "midt", "sen"]
    for model in item_models().values():
        assert list(feed(Viewer(nation.aarhus), model)) == []


def test_the_common_front_shows_what_the_nation_shares(nation: Nation) -> None:
    for sharing in ("mandatory", "on_by_default", "offered", "private"):
        make_item("course", sharing, nation.owner, sharing)
    make_item("course", "lokal", nation.thisted)
    viewer = Viewer(None)
    found = list(feed(viewer))
    assert [item.slug for item in found] == ["mandatory", "on_by_default"]
    assert {reason.text for reason in reasons(viewer, found).values()} == {
        "Fordi alle i Danmark kan bruge det"
    }


def test_a_reason_for_each_item_the_weightiest(nation: Nation, courses: dict[str, Item]) -> None:
    everybody = nation.audience("alle", EVERYBODY)
    nation.rule("pin", everybody, "pin", {"items": ["course/a"]}, weight=1)
    nation.rule("boost", everybody, "boost", {"types": ["course"]}, weight=5)
    nation.rule("heavier", everybody, "boost", {"items": ["course/a", "course/c"]}, weight=6)
    ShelfChoice.objects.create(municipality=nation.thisted, item_id=courses["b"].pk, pinned=True)
    viewer = Viewer(nation.thisted, nation.citizen())
    told = reasons(viewer, feed(viewer))
    by_slug = {slug: told[item.pk] for slug, item in courses.items()}
    assert by_slug["a"].reason_key == "rule:pin"
    assert by_slug["b"].text == "Fordi Thisted anbefaler det"
    assert by_slug["b"].reason_key == SHELF_PINNED
    assert by_slug["c"].text == "Fordi heavier"
    assert by_slug["d"].reason_key == "rule:boost"
    assert all(reason.can_be_turned_off for reason in told.values())


def test_turning_a_reason_off_takes_its_effect_and_finds_another_reason(
    nation: Nation, courses: dict[str, Item]
) -> None:
    ShelfChoice.objects.create(municipality=nation.thisted, item_id=courses["e"].pk, pinned=True)
    citizen = nation.citizen()
    assert slugs(Viewer(nation.thisted, citizen)) == "eabcd"
    turn_reason_off(citizen, SHELF_PINNED)
    viewer = Viewer(nation.thisted, citizen)
    assert slugs(viewer) == "abcde"
    assert reason_of(viewer, courses["e"]).reason_key == "national"


def test_reasons_without_any_rule(nation: Nation) -> None:
    long_ago = timezone.now() - timedelta(days=90)
    new = make_item("course", "ny", nation.thisted, "private")
    old = make_item("course", "gammel", nation.thisted, "private", published=long_ago)
    offered = make_item("course", "tilbudt", nation.owner, "offered")
    lent = make_item("course", "laant", nation.aarhus)
    shared = make_item("course", "faelles", nation.owner)
    viewer = Viewer(nation.thisted)
    told = reasons(viewer, [new, old, offered, lent, shared])
    assert [reason.text for reason in told.values()] == [
        "Fordi det er nyt i Thisted",
        "Fordi det er lavet i Thisted",
        "Fordi Thisted har valgt det til sine borgere",
        "Fordi Thisted har valgt det til sine borgere",
        "Fordi alle i Danmark kan bruge det",
    ]
    assert not any(reason.can_be_turned_off for reason in told.values())


def test_reasons_are_in_the_viewers_language_or_danish(
    nation: Nation, courses: dict[str, Item]
) -> None:
    everybody = nation.audience("alle", EVERYBODY)
    reason = {"da": "Fordi du kan", "ar": "لأنك تستطيع"}
    nation.rule("r", everybody, "pin", {"items": ["course/a"]}, reason=reason)
    assert reason_of(Viewer(nation.thisted, language="ar"), courses["a"]).text == "لأنك تستطيع"
    assert reason_of(Viewer(nation.thisted, language="ru"), courses["a"]).text == "Fordi du kan"


def test_many_items_cost_no_more_queries_than_one(
    nation: Nation, courses: dict[str, Item], django_assert_max_num_queries: Any
) -> None:
    viewer = Viewer(nation.thisted, nation.citizen(interests=["transport"]))
    found = list(personalised(Item.objects.on_shelf_of(nation.thisted), viewer))
    with django_assert_max_num_queries(4):
        reasons(viewer, found)


@pytest.mark.parametrize("as_written", [False, True])
@pytest.mark.parametrize(
    "selection",
    [
        Selection(types=("course", "article")),
        Selection(terms={"industries": ("it", "lager")}),
        Selection(terms={"industries": ("it",), "topics": ("cv",)}),
        Selection(items=("course/both", "article/plain")),
        Selection(language="ar"),
        Selection(types=("course",), language="ar"),
        Selection(types=("article",), terms={"topics": ("cv",)}, items=("article/cv",)),
        Selection(types=("article",), items=("course/both",)),
        Selection(terms={"industries": ("it", "lager")}, besides=("course/both",)),
        Selection(types=("course",), owners=("national",)),
        Selection(owners=("thisted",)),
    ],
)
def test_selections_are_the_same_in_the_database_and_in_memory(
    nation: Nation, selection: Selection, as_written: bool
) -> None:
    made = [
        make_item("course", "both", nation.owner, marks={"industries": ["it"], "topics": ["cv"]}),
        make_item("course", "lager", nation.owner, marks={"industries": ["lager"]}),
        make_item("course", "arabic", nation.owner, language="ar"),
        make_item("article", "plain", nation.owner),
        make_item("article", "cv", nation.owner, marks={"topics": ["cv"]}, language="ar"),
    ]
    write_translation(made[1], None, "ar", {"title": "مستودع"}, is_shown=True)
    everything = Item.objects.everything("a test")
    bare = list(everything.all())
    for items in (made, bare):
        marks = marks_of(items)
        in_memory = {
            item.pk for item in items if marks[item.pk].are_in(selection, as_written=as_written)
        }
        condition = condition_of(selection, Item, as_written=as_written)
        found = everything.filter(condition) if condition is not None else everything.none()
        assert set(found.values_list("pk", flat=True)) == in_memory
    for name, model in item_models().items():
        condition = condition_of(selection, model, as_written=as_written)
        rows = model.objects.everything("a test")
        found = rows.filter(condition) if condition is not None else rows.none()
        typed = {item.pk for item in made if item.type_name == name}
        assert set(found.values_list("pk", flat=True)) == in_memory & typed


def test_what_must_be_seen_stands_first_and_is_not_hidden(
    nation: Nation, courses: dict[str, Item]
) -> None:
    everybody = nation.audience("alle", EVERYBODY)
    nation.rule("hide", everybody, "hide", {"types": ["course"]})
    nation.rule("must", everybody, "require", {"items": ["course/d"]})
    nation.rule("pin", everybody, "pin", {"items": ["course/a"]}, weight=100)
    viewer = Viewer(nation.thisted, nation.citizen())
    assert slugs(viewer) == "d"
    assert reason_of(viewer, courses["d"]).can_be_turned_off is False
    assert slugs(Viewer(nation.thisted, nation.citizen(), everything=True)) == "abcde"


def test_a_duty_cannot_be_turned_off(nation: Nation, courses: dict[str, Item]) -> None:
    nation.rule("must", nation.audience("alle", EVERYBODY), "require", {"items": ["course/d"]})
    citizen = nation.citizen()
    turn_reason_off(citizen, "rule:must")
    assert slugs(Viewer(nation.thisted, citizen)) == "dabce"


def test_a_rule_puts_items_in_order(nation: Nation, courses: dict[str, Item]) -> None:
    everybody = nation.audience("alle", EVERYBODY)
    nation.rule("lift", everybody, "boost", {"items": ["course/b"]}, weight=100)
    first = nation.rule("path", everybody, "order", {"items": ["course/d", "course/c"]}, weight=9)
    assert slugs(Viewer(nation.thisted)) == "dcbae"
    nation.rule("heavier", everybody, "order", {"items": ["course/e", "course/d"]}, weight=10)
    assert slugs(Viewer(nation.thisted)) == "edcba"
    citizen = nation.citizen()
    turn_reason_off(citizen, "rule:heavier")
    assert slugs(Viewer(nation.thisted, citizen)) == "dcbae"
    assert reason_of(Viewer(nation.thisted, citizen), courses["d"]).text == "Fordi path"
    first.delete()
    assert slugs(Viewer(nation.thisted, citizen)) == "bacde"


def test_what_is_new_stands_before_its_equals(nation: Nation) -> None:
    long_ago = timezone.now() - timedelta(days=100)
    for slug in "ab":
        make_item("course", slug, nation.owner, published=long_ago)
    make_item("course", "c", nation.owner)
    assert slugs(Viewer(nation.thisted)) == "cab"


def test_what_one_has_done_lifts_what_is_like_it(nation: Nation) -> None:
    make_item("course", "a", nation.owner, marks={"topics": ["cv"]})
    done = make_item("course", "b", nation.owner, marks={"topics": ["jobsamtale"]})
    like = make_item("course", "c", nation.owner, marks={"topics": ["jobsamtale"]})
    citizen = nation.citizen()
    Completion.objects.create(citizen=citizen, item=done, finished_at=timezone.now())
    viewer = Viewer(nation.thisted, citizen)
    assert slugs(viewer) == "cab"
    reason = reason_of(viewer, like)
    assert reason.text == "Fordi det ligner »b«"
    assert reason.can_be_turned_off
    turn_reason_off(citizen, reason.reason_key)
    assert slugs(Viewer(nation.thisted, citizen)) == "abc"
