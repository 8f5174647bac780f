"""Several questions in one statement give what each of them gives alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.capabilities.share.models import Share
from cms.databases.one_statement import ask_together
from cms.databases.said import one_of
from cms.municipalities.models import Municipality, Owner
from cms.personalisation.firsts import Listed, first_of_each
from cms.personalisation.shelf_list import Order, ShelfList
from cms.personalisation.viewer import Viewer
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]
pytestmark = pytest.mark.django_db


def questions(nation: Nation) -> list[QuerySet[Any, Any]]:
    """Of all kinds: moments, JSON, numbers, nothing, what is worked out, and no rows at all."""
    citizen = nation.citizen()
    for number in range(3):
        item = make_item("course", f"nr-{number}", nation.owner, "mandatory")
        Share.objects.create(item_id=item.pk, citizen=citizen, words=f"“ord” {number}\n%s")
    shares = Share.objects.order_by()
    towns = Municipality.objects.order_by()
    return [
        shares.values_list("pk", "shared_at", "words"),
        towns.values_list("pk", "home", "latitude"),
        shares.filter(pk__in=[]).values_list("pk"),
        Owner.objects.order_by().values_list("kind").annotate(Count("pk")),
        shares.annotate(is_first=Exists(Share.objects.filter(pk__lt=OuterRef("pk")))).values_list(
            "is_first", Value(7)
        ),
        shares.filter(shared_at__lte=timezone.now()).values_list(F("item__slug")),
    ]


def test_each_gets_its_own_rows(nation: Nation) -> None:
    asked = questions(nation)
    alone = [sorted(question, key=str) for question in asked]
    with CaptureQueriesContext(connection) as statements:
        together = ask_together(asked)
    assert len(statements) == 1
    assert [sorted(rows, key=str) for rows in together] == alone
    assert sum(map(len, alone)) > 5


def test_where_nothing_is_asked_nobody_is() -> None:
    with CaptureQueriesContext(connection) as statements:
        assert ask_together([]) == []
        assert ask_together([Share.objects.none().values_list("pk")]) == [[]]
    assert len(statements) == 0


def test_lists_come_in_their_order(nation: Nation) -> None:
    made = [make_item("course", f"nr-{n}", nation.owner, "mandatory") for n in range(5)]
    own = ShelfList(Viewer(nation.thisted))
    newest, none = replace(own, order=Order.NEWEST), replace(own, narrowed=one_of("pk", []))
    listed = [Listed(item.pk, "course", item.slug) for item in made]
    assert first_of_each([(newest, 2), (own, 3), (none, 3)]) == [listed[:2:-1], listed[:3], []]
