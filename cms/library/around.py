# ruff: noqa: S608 - only names of tables are put into the statement
"""What stands around items at a municipality, read for a whole page in one statement.

A municipality's own words, words in another language, terms, and what it has put first. Whoever
needs one of these looks here first; for items around which nothing was read, it asks by itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from cms.library.models import Item, ItemTerm, Overlay, ShelfChoice, Term, Translation
from cms.municipalities.models import Municipality

AROUND = "_around"
Row = tuple[str, int, str, str, str, int]


@dataclass(frozen=True)
class Said:
    """Words of an item in a language: a municipality's own, else the owner's.

    `values` are there in the language that was asked for; of others one knows that there are some.
    """

    language: str
    is_municipalitys: bool
    values: Mapping[str, Any]


@dataclass
class Around:
    """By primary key what stands around items, as one municipality's readers meet it."""

    municipality: int
    language: str
    overlays: dict[int, Overlay] = field(default_factory=dict)
    # The owner's before the municipality's.
    translations: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    # Each with the field that it stands in, in the vocabularies' order.
    terms: dict[int, list[tuple[str, Term]]] = field(default_factory=lambda: defaultdict(list))
    pinned: set[int] = field(default_factory=set)

    def in_order(self) -> Around:
        """The same, sorted."""
        for said in self.translations.values():
            said.sort(key=lambda one: one.is_municipalitys)
        for terms in self.terms.values():
            terms.sort(key=lambda pair: (pair[1].vocabulary, pair[1].position))
        return self


def read_around(items: Sequence[Item], municipality: Municipality, language: str) -> None:
    """Read it for published items, in one statement, and remember it on each of them."""
    if not items:
        return
    around = Around(municipality.pk, language)
    for row in _rows([item.pk for item in items], municipality.pk, language):
        READERS[row[0]](around, row)
    around.in_order()
    for item in items:
        item.__dict__[AROUND] = around


def around_of(items: Iterable[Item], municipality: Municipality | None = None) -> Around | None:
    """What was read around all of these, at this municipality or at any; None where it wasn't."""
    found = {id(one): one for one in (item.__dict__.get(AROUND) for item in items)}
    around: Around | None = next(iter(found.values())) if len(found) == 1 else None
    if around is None or municipality is None:
        return around
    return around if around.municipality == municipality.pk else None


def terms_in(item: Item, name: str) -> Iterable[Term]:
    """The terms in a field of an item, in the vocabulary's order."""
    around = around_of([item])
    if around is None:
        found: Iterable[Term] = getattr(item, name).all()
        return found
    return [term for field_name, term in around.terms.get(item.pk, ()) if field_name == name]


def _rows(keys: Sequence[int], here: int, language: str) -> list[Row]:
    places = ", ".join(["%s"] * len(keys))
    overlay, translation, mark, term, choice = (
        model._meta.db_table for model in (Overlay, Translation, ItemTerm, Term, ShelfChoice)
    )
    sql = (
        f"SELECT 'overlay', item_id, '', '', CAST(\"values\" AS text), 0 FROM {overlay} "
        f"WHERE municipality_id = %s AND item_id IN ({places}) "
        "UNION ALL SELECT 'translation', item_id, language, '', "
        "CASE WHEN language = %s THEN CAST(\"values\" AS text) ELSE '{}' END, "
        f"COALESCE(municipality_id, 0) FROM {translation} WHERE is_shown "
        f"AND (municipality_id IS NULL OR municipality_id = %s) AND item_id IN ({places}) "
        "UNION ALL SELECT 'term', m.item_id, m.field, t.vocabulary || ':' || t.slug, "
        f"CAST(t.labels AS text), t.position FROM {mark} m "
        f"INNER JOIN {term} t ON t.id = m.term_id WHERE m.item_id IN ({places}) "
        f"UNION ALL SELECT 'pinned', item_id, '', '', '', 0 FROM {choice} "
        f"WHERE pinned AND municipality_id = %s AND item_id IN ({places})"
    )
    values: list[int | str] = [here, *keys, language, here, *keys, *keys, here, *keys]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Row] = cursor.fetchall()
    return rows


def _overlay(around: Around, row: Row) -> None:
    values = json.loads(row[4])
    found = Overlay(municipality_id=around.municipality, item_id=row[1], values=values)
    around.overlays[row[1]] = found


def _translation(around: Around, row: Row) -> None:
    _kind, key, language, _more, words, municipality = row
    around.translations[key].append(Said(language, bool(municipality), json.loads(words)))


def _term(around: Around, row: Row) -> None:
    _kind, key, name, address, labels, position = row
    vocabulary, _colon, slug = address.partition(":")
    term = Term(vocabulary=vocabulary, slug=slug, labels=json.loads(labels), position=position)
    around.terms[key].append((name, term))


def _pinned(around: Around, row: Row) -> None:
    around.pinned.add(row[1])


READERS: dict[str, Callable[[Around, Row], None]] = {
    "overlay": _overlay,
    "translation": _translation,
    "term": _term,
    "pinned": _pinned,
}
