"""Instances read with a kept statement are those that the queryset itself gives."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F
from django.test.utils import CaptureQueriesContext

from cms.capabilities.share.models import Share
from cms.databases.frames import blank
from cms.databases.instances import Instances, instances_of
from cms.databases.said import ALWAYS, Written, one_of
from cms.library.models import Item
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]
pytestmark = pytest.mark.django_db
REASON = "compared with what a queryset gives"


@pytest.fixture
def items(nation: Nation) -> list[int]:
    """Five items, of which the first was shared twice."""
    made = [make_item("course", f"nr-{number}", nation.owner, "offered") for number in range(5)]
    for number in range(2):
        Share.objects.create(item_id=made[0].pk, citizen=nation.citizen(), words=f"ord {number}")
    return [one.pk for one in made]


def every() -> Any:
    return Item.objects.everything(REASON)


def some(**more: Any) -> Instances[Item]:
    return instances_of(every().filter(Written(blank("these", "pk")), **more).order_by("-pk"))


def test_they_are_what_the_queryset_gives(items: list[int]) -> None:
    read = some().read({"these": one_of("pk", items[:3])})
    expected = list(every().filter(pk__in=items[:3]).order_by("-pk"))
    assert [one.pk for one in read] == [one.pk for one in expected]
    for one, other in zip(read, expected, strict=True):
        names = [field.attname for field in Item._meta.concrete_fields]
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
        assert type(one) is type(other)
        assert not one._state.adding


def test_one_statement_serves_every_question(items: list[int]) -> None:
    kept = some()
    for wanted in (items[:1], items[2:4], [], items):
        assert {one.pk for one in kept.read({"these": one_of("pk", wanted)})} == set(wanted)
    assert len(kept.read({"these": ALWAYS})) >= len(items)


def test_what_is_selected_along_and_worked_out_comes_too(items: list[int]) -> None:
    asked = every().filter(Written(blank("these", "pk"))).select_related("owner")
    asked = asked.annotate(shared=Count("shares"), twice=F("pk") * 2)
    [first] = instances_of(asked).read({"these": one_of("pk", items[:1])})
    with CaptureQueriesContext(connection) as statements:
        assert first.owner.pk == first.owner_id
    assert not statements
    assert (first.shared, first.twice) == (2, items[0] * 2)


def test_a_forgotten_blank_is_said(items: list[int]) -> None:
    with pytest.raises(KeyError, match="these"):
        some().read({})
