"""The first of several lists at once: a page with many lists asks for them in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from cms.databases.one_statement import ask_together
from cms.library.models import Item


def first_of_each(lists: Sequence[tuple[QuerySet[Item], int]]) -> list[list[int]]:
    """The primary keys of the first so many of each queryset, in its order."""
    rows = ask_together([_numbered(items, most) for items, most in lists])
    return [[key for _number, key in sorted(found)] for found in rows]


def _numbered(items: QuerySet[Item], most: int) -> QuerySet[Item, Any]:
    order: Any = items.query.order_by
    numbered = items.annotate(number_in_list=Window(RowNumber(), order_by=order))
    first: QuerySet[Item, Any] = numbered.values_list("number_in_list", "pk")[:most]
    return first
