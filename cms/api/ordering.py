"""Orders of a list, and cursors that stay right when rows come and go.

A cursor holds the row's own place in the order (the values it is ordered by), so that the next
page begins after it even when the row itself has gone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import graphene
from django.db import connection
from django.db.models import F, OrderBy, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from cms.api.compiled.parameters import Parameter, prepared
from cms.api.compiled.text import After, Hex, Joined, Part, Quoted, Same
from cms.api.errors import BAD_CURSOR, api_error
from cms.api.limits import too_much
from cms.api.rows import effective
from cms.databases.alphabet import Alphabetical
from cms.declarations import ContentType
from cms.declarations.names import pascal
from cms.library.models import Item
from cms.library.registry import item_model

ORDERABLE = frozenset("text choice number money duration date date_time language".split())
# A cursor of another rule would begin at a wrong place, so it is refused.
ALPHABET = "danish"
COMMON = ("slug", "first_published_at", "last_published_at")
LONGEST_CURSOR = 2000
MOST_ORDERS = 10


@dataclass(frozen=True)
class Key:
    """One thing that a list is ordered by. `nulls_last` None leaves NULL to the database."""

    expression: Any
    descending: bool = False
    nulls_last: bool | None = None

    @property
    def turned(self) -> Key:
        """The same, from the end."""
        last = None if self.nulls_last is None else not self.nulls_last
        return Key(self.expression, not self.descending, last)


@lru_cache
def order_enum(type_name: str) -> Any:
    """The orders of a declared type: each field rising, and falling with _DESC."""
    declaration = item_model(type_name).declaration
    names = [name for name in orderable(declaration) if name not in COMMON]
    values = [
        (f"{name}{ending}".upper(), f"{sign}{name}")
        for name in (*names, *COMMON)
        for ending, sign in (("", ""), ("_desc", "-"))
    ]
    return graphene.Enum(
        f"{pascal(type_name)}Order",
        values,
        description="What a list is ordered by.",
        deprecation_reason=lambda value: _going(declaration, value),
    )


def _going(declaration: ContentType, value: Any) -> str | None:
    """What an order says of the going of its field."""
    field = declaration.fields.get(str(getattr(value, "value", value)).removeprefix("-"))
    return field.deprecated.notice if field and field.deprecated else None


def orderable(declaration: ContentType) -> list[str]:
    """The public fields that have an order."""
    return [
        name
        for name, field in declaration.fields.items()
        if field.kind in ORDERABLE and field.access == "public"
    ]


def keys_of(model: type[Item], names: Sequence[str], language: str) -> list[Key]:
    """The keys of an order that the reader asked for; it ends in something unique.

    Raises GraphQLError for more keys than a list can be ordered by.
    """
    if len(names) > MOST_ORDERS:
        raise too_much("orderBy", MOST_ORDERS, "Say the keys that matter.", " keys")
    found = []
    for name in names:
        bare = name.removeprefix("-")
        found.append(Key(_expression(model, bare, language), name.startswith("-"), nulls_last=True))
    return [*found, Key(F("pk"))]


def _expression(model: type[Item], name: str, language: str) -> Combinable:
    """What the reader meets; texts in alphabetical order."""
    if name not in model.declaration.fields:
        return F(name)
    words = effective(model, name, language)
    return Alphabetical(words) if name in texts(model) else words


def texts(model: type[Item]) -> tuple[str, ...]:
    """The fields that readers see as words. A choice is ordered by its value, for programs."""
    return tuple(model.declaration.fields_of("text"))


def keys_of_query(queryset: QuerySet[Any]) -> list[Key]:
    """The keys of the order that a queryset already has."""
    return [_key(part) for part in queryset.query.order_by]


def _key(part: Any) -> Key:
    if isinstance(part, str):
        return Key(F(part.removeprefix("-")), part.startswith("-"))
    assert isinstance(part, OrderBy)  # noqa: S101 - the feed orders by nothing else
    nulls_last = True if part.nulls_last else (False if part.nulls_first else None)
    return Key(part.expression, part.descending, nulls_last)


def ordered(queryset: QuerySet[Any], keys: Sequence[Key]) -> QuerySet[Any]:
    """The queryset in this order."""
    return queryset.order_by(
        *(
            OrderBy(
                key.expression,
                descending=key.descending,
                nulls_last=key.nulls_last or None,
                nulls_first=True if key.nulls_last is False else None,
            )
            for key in keys
        )
    )


def fingerprint(names: Sequence[str]) -> str:
    """A short mark of an order, so that a cursor of another order is noticed."""
    return hashlib.sha256(",".join(names).encode()).hexdigest()[:8]


def cursor_of(keys: Sequence[Key], mark: str) -> Combinable:
    """The cursor of a row, worked out by the database, so that both paths agree."""
    parts: list[Part] = [f'["{mark}"']
    for key in keys:
        parts += [",", Quoted(key.expression)]
    return Hex(Joined(*parts, "]"))


def before(keys: Sequence[Key], mark: str, cursor: Any) -> Q:
    """The rows that stand before a cursor. Raises GraphQLError for one of another order."""
    return after([key.turned for key in keys], mark, cursor, "before")


def after(keys: Sequence[Key], mark: str, cursor: Any, name: str = "after") -> Q:
    """The rows that stand after a cursor. Raises GraphQLError for one of another order."""

    def place(index: int) -> Any:
        value = prepared(cursor, lambda text: read_cursor(text, mark, len(keys), name)[index])
        return value if isinstance(value, Parameter) else Value(value)

    condition = Q()
    for index, key in enumerate(keys):
        earlier = Q()
        for before in range(index):
            earlier &= Q(Same(keys[before].expression, place(before)))
        later = After(
            key.expression, place(index), descending=key.descending, nulls_last=key.nulls_last
        )
        condition |= earlier & Q(later)
    return condition


def read_cursor(text: str, mark: str, length: int, name: str = "after") -> list[Any]:
    """The values in a cursor. Raises GraphQLError that says what to do."""
    try:
        found = json.loads(bytes.fromhex(text[:LONGEST_CURSOR]), parse_float=_number)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or len(found) != length + 1 or not all(map(_is_plain, found)):
        raise api_error(
            BAD_CURSOR,
            f"{name}: this is no cursor. Take the one in pageInfo or at an edge, unchanged.",
        )
    if found[0] != mark:
        raise api_error(
            BAD_CURSOR,
            f"{name}: the cursor comes from another order or list. Begin at the first page.",
        )
    return found[1:]


def _number(digits: str) -> float | Decimal:
    return Decimal(digits) if connection.vendor == "postgresql" else float(digits)


def _is_plain(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) < 2**63
    if isinstance(value, str):
        return "\x00" not in value
    return value is None or isinstance(value, float | Decimal)
