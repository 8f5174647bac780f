"""What lists ask of items, said in SQL: what they are marked with, whose they are, and such.

Each speaks of a row of items through its columns (see `cms.databases.said`), and only narrows what
is somebody's shelf already, so it needs no scope.
"""
# ruff: noqa: S608 - only names of tables and columns are put into statements

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from cms.databases.said import NEVER, Said, places
from cms.library.models import Item, ItemTerm, ShelfChoice, Term, Translation
from cms.municipalities.models import Owner

_MARKS, _TERMS = ItemTerm._meta.db_table, Term._meta.db_table
_CHOICES, _TRANSLATIONS = ShelfChoice._meta.db_table, Translation._meta.db_table
_OWNERS = Owner._meta.db_table


def marked_with(vocabulary: str, slugs: Sequence[str]) -> Said:
    """Items marked with any of a vocabulary's terms."""
    if not slugs:
        return NEVER
    chosen = f'SELECT "id" FROM "{_TERMS}" WHERE "vocabulary" = %s AND "slug" IN ({places(slugs)})'
    marks = f'SELECT "item_id" FROM "{_MARKS}" WHERE "term_id" IN ({chosen})'
    return Said(f"{{pk}} IN ({marks})", (vocabulary, *slugs))


def marked_in(field: str, slugs: Sequence[str]) -> Said:
    """Items that have any of the terms in a field of theirs."""
    if not slugs:
        return NEVER
    chosen = f'SELECT "id" FROM "{_TERMS}" WHERE "slug" IN ({places(slugs)})'
    marks = f'SELECT "item_id" FROM "{_MARKS}" WHERE "field" = %s AND "term_id" IN ({chosen})'
    return Said(f"{{pk}} IN ({marks})", (field, *slugs))


def having(model: type[Item], field: str, value: str) -> Said:
    """Items of a type with a value in one column of the type's own table."""
    table, key = model._meta.db_table, _column(model, "item_ptr")
    found = f'SELECT "{key}" FROM "{table}" WHERE "{_column(model, field)}" = %s'
    return Said(f"{{pk}} IN ({found})", (value,))


def translated_to(language: str) -> Said:
    """Items whose owner shows them in a language that they weren't written in."""
    found = (
        f'SELECT "item_id" FROM "{_TRANSLATIONS}" WHERE "language" = %s '
        'AND "is_shown" AND "municipality_id" IS NULL'
    )
    return Said(f"{{pk}} IN ({found})", (language,))


def owned_by(slugs: Sequence[str], kind: str = "") -> Said:
    """Items of the owners with these slugs; of one kind only, where it is named."""
    of_kind = ' AND "kind" = %s' if kind else ""
    found = f'SELECT "id" FROM "{_OWNERS}" WHERE "slug" IN ({places(slugs)}){of_kind}'
    return Said(f"{{owner}} IN ({found})", (*slugs, *filter(None, [kind]))) if slugs else NEVER


def of_owners(kinds: Sequence[str]) -> Said:
    """Items of owners of these kinds."""
    found = f'SELECT "id" FROM "{_OWNERS}" WHERE "kind" IN ({places(kinds)})'
    return Said(f"{{owner}} IN ({found})", tuple(kinds)) if kinds else NEVER


def named(addresses: Iterable[tuple[str, str]]) -> Said:
    """The items with these type names and slugs."""
    pairs = list(addresses)
    each = " OR ".join(["({type_name} = %s AND {slug} = %s)"] * len(pairs))
    return Said(each, tuple([word for pair in pairs for word in pair])) if pairs else NEVER


def pinned_at(municipality: Any) -> Said:
    """Items that a municipality, named by its primary key, has put first."""
    found = f'SELECT "item_id" FROM "{_CHOICES}" WHERE "municipality_id" = %s AND "pinned"'
    return Said(f"{{pk}} IN ({found})", (municipality,))


def place_at(municipality: Any) -> Said:
    """The number that a municipality has given the item in its own order, or NULL."""
    chosen = f'SELECT "order" FROM "{_CHOICES}" WHERE "municipality_id" = %s AND "item_id" = {{pk}}'
    return Said(f"({chosen} LIMIT 1)", (municipality,))


def _column(model: type[Model], field: str) -> str:
    return str(model._meta.get_field(field).column)  # type: ignore[union-attr]
