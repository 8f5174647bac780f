"""Lists from kept frames bring what is worked out afresh: for any reader, rules and filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.databases.said import one_of
from cms.library.conditions import marked_with, of_owners, owned_by, pinned_at
from cms.library.models import Item, ItemTerm, ShelfChoice
from cms.library.registry import item_model
from cms.library.translations import write_translation
from cms.personalisation.effects import Kind, effects_for
from cms.personalisation.feed import personalised
from cms.personalisation.firsts import all_of_list, first_of_each
from cms.personalisation.marks import marks_of
from cms.personalisation.ranking import ordered_addresses
from cms.personalisation.selection import Selection
from cms.personalisation.shelf_list import Order, ShelfList
from cms.personalisation.viewer import Viewer
from cms.portal.first import top_of_each
from cms.portal.type_list import TypeList
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]
pytestmark = pytest.mark.django_db
TYPES = ("course", "article")
SLUGS = ("a", "b", "c", "d", "e", "f")
SHARING = ("mandatory", "on_by_default", "offered", "private")
INDUSTRIES = ("it", "lager", "transport")
LONG_AGO = timezone.now() - timedelta(days=90)
EFFECTS = ("show", "hide", "require", "pin", "boost", "order")
EVERYBODY: dict[str, Any] = {"all": []}
addresses = st.lists(
    st.builds("{}/{}".format, st.sampled_from(TYPES), st.sampled_from(SLUGS)),
    min_size=1,
    max_size=3,
    unique=True,
)
contents = st.one_of(
    st.fixed_dictionaries({"items": addresses}),
    st.fixed_dictionaries({"types": st.lists(st.sampled_from(TYPES), min_size=1, max_size=2)}),
    st.fixed_dictionaries({"language": st.sampled_from(["da", "ar"])}),
    st.sampled_from(INDUSTRIES).map(lambda one: {"terms": {"industries": [one]}}),
)
rules = st.tuples(st.sampled_from(EFFECTS), contents, st.integers(1, 9), st.booleans())
chosen = st.fixed_dictionaries(
    {
        "industries": st.lists(st.sampled_from(INDUSTRIES), max_size=2, unique=True),
        "language": st.lists(st.sampled_from(["da", "ar"]), max_size=2, unique=True),
        "level": st.lists(st.sampled_from(["beginner", "advanced"]), max_size=2, unique=True),
    }
)


def fill(nation: Nation) -> None:
    """Items of all sharings, marks and languages, and what two municipalities say to them."""
    for number, slug in enumerate(SLUGS):
        for type_name in TYPES:
            owner = (nation.owner, nation.thisted, nation.aarhus)[number % 3]
            marks = {"industries": INDUSTRIES[number % 4 : number % 4 + 1]}
            item = make_item(
                type_name,
                slug,
                owner,
                SHARING[(number + len(type_name)) % 4],
                marks if "industries" in item_model(type_name).declaration.fields else {},
                published=LONG_AGO if number % 2 else None,
                language="ar" if number == 4 else "da",
            )
            if number == 1:
                write_translation(item, None, "ar", {"title": "مستودع"}, is_shown=True)
            for place in (nation.thisted, nation.aarhus)[: number % 3]:
                ShelfChoice.objects.create(
                    municipality=place,
                    item_id=item.pk,
                    taken=None if number == 5 else number % 2 == 0,
                    pinned=number == 2,
                    order=number or None,
                )


def as_told(viewer: Viewer, items: list[Item]) -> list[int]:
    """What the viewer meets of these, in order, worked out in Python from the effects."""
    marks, effects = marks_of(items), effects_for(viewer)
    choices = {one.item_id: one for one in ShelfChoice.objects.filter(municipality=viewer.here)}
    order = list(dict.fromkeys(ordered_addresses(effects)))
    new = timezone.now() - timedelta(days=20)

    def weights(item: Item, kind: Kind) -> list[int]:
        return [
            effect.weight
            for effect in effects
            if effect.kind is kind
            and marks[item.pk].are_in(effect.selection, as_written=effect.as_written)
            and (
                kind not in (Kind.HIDE, Kind.RESERVE)
                or effect.is_national
                or item.sharing != "mandatory"
            )
        ]

    def is_met(item: Item) -> bool:
        hidden = weights(item, Kind.HIDE) and not weights(item, Kind.REQUIRE)
        return not hidden and not (weights(item, Kind.RESERVE) and not weights(item, Kind.SHOW))

    def place(item: Item) -> tuple[Any, ...]:
        address, choice = (item.type_name, item.slug), choices.get(item.pk)
        spoken = [marks[item.pk].are_in(Selection(language=one)) for one in (viewer.language, "da")]
        own = choice.order if choice and choice.order is not None else 99
        return (
            -max(weights(item, Kind.REQUIRE), default=0),
            -max(weights(item, Kind.PIN), default=0),
            not (choice and choice.pinned),
            order.index(address) if address in order else 99,
            -sum(weights(item, Kind.BOOST)),
            own,
            -(2 if spoken[0] else 1 if spoken[1] else 0),
            not (item.first_published_at and item.first_published_at > new),
            *address,
        )

    return [item.pk for item in sorted(filter(is_met, items), key=place)]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    made=st.lists(rules, max_size=5),
    interests=st.lists(st.sampled_from(INDUSTRIES), max_size=2, unique=True),
    is_at_home=st.booleans(),
    everything=st.booleans(),
    language=st.sampled_from(["da", "ar"]),
    filters=chosen,
    most=st.integers(1, 4),
)
def test_every_list_is_as_worked_out_afresh(
    nation: Nation,
    made: list[tuple[str, dict[str, Any], int, bool]],
    interests: list[str],
    is_at_home: bool,
    everything: bool,
    language: str,
    filters: dict[str, list[str]],
    most: int,
) -> None:
    with transaction.atomic():
        fill(nation)
        here = nation.thisted if is_at_home else nation.aarhus
        for number, (effect, content, weight, fits) in enumerate(made):
            rule = EVERYBODY if fits else {"not": EVERYBODY}
            owner = here if number % 2 else nation.owner
            audience = nation.audience(f"audience-{number}", rule)
            nation.rule(f"rule-{number}", audience, effect, content, weight=weight, owner=owner)
        viewer = Viewer(
            here, nation.citizen(here, interests=interests), language, everything=everything
        )
        shelf = Item.objects.on_shelf_of(here)
        told = as_told(viewer, list(shelf))
        own = ShelfList(viewer)
        assert [one.pk for one in all_of_list(own)] == told
        assert list(personalised(shelf, viewer).values_list("pk", flat=True)) == told
        narrowed(viewer, told, most)
        filtered(viewer, filters, most)
        # Hypothesis asks again, of the same nation.
        transaction.set_rollback(True)


def narrowed(viewer: Viewer, told: list[int], most: int) -> None:
    """Conditions as pages set them, against the same said by Django."""
    own, here = ShelfList(viewer), viewer.here
    newest = replace(own, order=Order.NEWEST)
    marks = ItemTerm.objects.filter(item_id=OuterRef("pk"), term__slug__in=["it", "lager"])
    pinned = ShelfChoice.objects.filter(municipality=here, pinned=True, item_id=OuterRef("pk"))
    cases = [
        (one_of("type_name", ["course"]), Q(type_name="course")),
        (marked_with("industries", ["it", "lager"]), Q(Exists(marks))),
        (pinned_at(here.pk), Q(Exists(pinned))),
        (of_owners(["national"]), Q(owner__kind="national")),
        (owned_by([here.slug]), Q(owner=here)),
        (~one_of("pk", told[:2]), ~Q(pk__in=told[:2])),
        (one_of("pk", []), Q(pk__in=[])),
    ]
    found = first_of_each([(own.narrow(said), most) for said, _same in cases])
    late = first_of_each([(newest.narrow(said), most) for said, _same in cases])
    for (_said, same), listed, latest in zip(cases, found, late, strict=True):
        alike = Item.objects.on_shelf_of(here).filter(same, pk__in=told)
        keys = set(alike.values_list("pk", flat=True))
        assert [one.pk for one in listed] == [key for key in told if key in keys][:most]
        in_time = alike.order_by("-first_published_at", "-pk").values_list("pk", flat=True)
        assert [one.pk for one in latest] == list(in_time[:most])
    grouped = top_of_each(viewer, [[item_model(name)] for name in TYPES], most, told[:1])
    for name, first in zip(TYPES, grouped, strict=True):
        of_type = Item.objects.on_shelf_of(here).filter(type_name=name)
        keys = set(of_type.values_list("pk", flat=True)) - set(told[:1])
        assert [one.pk for one in first] == [key for key in told if key in keys][:most]


def filtered(viewer: Viewer, filters: dict[str, list[str]], most: int) -> None:
    """A type's list with its pages and counts, against the same said by Django."""
    model = item_model("course")
    page = TypeList(viewer, model, filters).page(2, most)
    shelf = personalised(model.objects.on_shelf_of(viewer.here), viewer)
    conditions = {
        name: Q(
            Exists(
                ItemTerm.objects.filter(item_id=OuterRef("pk"), field=name, term__slug__in=values)
            )
        )
        if name == "industries"
        else Q(**{f"{name}__in": values})
        for name, values in filters.items()
        if values
    }
    found = list(shelf.filter(*conditions.values()))
    assert page.keys == [item.pk for item in found][most : 2 * most]
    assert page.total == len(found)
    for name in filters:
        others = [one for field, one in conditions.items() if field != name]
        counts: dict[str, int] = {}
        for item in shelf.filter(*others):
            values = (
                [term.slug for term in item.industries.all()]
                if name == "industries"
                else [getattr(item, name)]
            )
            for value in values:
                counts[value] = counts.get(value, 0) + 1
        assert page.counts[name] == counts
