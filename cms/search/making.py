"""One item as documents: the original, and each municipality's own variant of it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from cms.declarations.model import FieldDeclaration
from cms.library.languages import SOURCE_LANGUAGE
from cms.library.models import Item, ItemTerm, Loan, Overlay, ShelfChoice, Translation
from cms.library.sharing import Sharing
from cms.library.translations import as_value
from cms.municipalities.models import OwnerKind
from cms.search import marks
from cms.search.document import Document, Place, Span, Wording
from cms.search.texts import (
    is_filtered,
    is_prose,
    is_searched,
    language_words,
    text_of,
    type_words,
)

_LEAST_WEIGHT = 1.0
_LANGUAGE_WEIGHT = 4.0
_READ_WHOLE = 600
Words = Mapping[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What stands beside an item in the database; `told` is what its capabilities know of it."""

    terms: Sequence[ItemTerm]
    choices: Sequence[ShelfChoice]
    overlays: Sequence[Overlay]
    loans: Sequence[Loan] = ()
    translations: Sequence[Translation] = ()
    told: Sequence[str] = ()
    # When it happens next, where that isn't simply what its fields say.
    happens: datetime | None = None

    def said(self, code: str = "") -> dict[str, Words]:
        """By language, what a municipality's readers meet; "" is one without words of its own."""
        found: dict[str, Words] = {}
        for each in sorted(self.translations, key=lambda each: each.municipality_id is not None):
            if each.municipality_id is None or _code_of(each) == code:
                found[each.language] = {**found.get(each.language, {}), **each.values}
        return found


@dataclass(frozen=True)
class Standing:
    """On which shelves an item stands at any time: on all but some, and on some by name."""

    everywhere: bool
    there: frozenset[str]
    not_there: frozenset[str]

    def holds(self, code: str) -> bool:
        """Whether the item stands on the shelf of the municipality with this code."""
        return code in self.there or (self.everywhere and code not in self.not_there)


def documents_of_item(item: Item, around: Surroundings) -> Iterator[Document]:
    """The item's documents; together they stand on exactly the shelves that the item stands on."""
    standing = _standing(item, around)
    own_words = {
        each.municipality.code: each.values
        for each in around.overlays
        if standing.holds(each.municipality.code)
    }
    translating = {code for each in around.translations if (code := _code_of(each))}
    spans = {code: span for code, span in _spans(item, around).items() if standing.holds(code)}
    variants = frozenset({*own_words, *spans, *filter(standing.holds, translating)})
    base = _document(item, around)
    yield replace(
        base,
        shelf_all=standing.everywhere,
        shelves=standing.there - variants,
        not_shelves=(standing.not_there | variants) if standing.everywhere else frozenset(),
    )
    for code in sorted(variants):
        yield replace(
            _document(item, around, code, own_words.get(code, {}))
            if code in own_words or code in translating
            else base,
            key=f"{base.key}@{code}",
            shelves=frozenset({code}),
            **_until(item, spans.get(code, {})),
        )


def _standing(item: Item, around: Surroundings) -> Standing:
    said = [(each.municipality.code, each.taken, each.period) for each in around.choices]
    taken = frozenset(code for code, is_taken, _period in said if is_taken)
    # Left out for a time is there before and after.
    refused = frozenset(code for code, is_taken, period in said if is_taken is False and not period)
    lent = frozenset(each.municipality.code for each in around.loans)
    own = frozenset({_owner_code(item)} - {""})
    by_sharing = {
        Sharing.MANDATORY: Standing(True, frozenset(), frozenset()),
        Sharing.ON_BY_DEFAULT: Standing(True, own, refused - own),
        Sharing.OFFERED: Standing(False, taken | own, frozenset()),
        Sharing.LENT: Standing(False, taken & lent | own, frozenset()),
    }
    return by_sharing.get(Sharing(item.sharing), Standing(False, own, frozenset()))


def _spans(item: Item, around: Surroundings) -> dict[str, dict[str, Any]]:
    """For each municipality that shows the item for a time only: when it is, or isn't, there."""
    if item.sharing == Sharing.MANDATORY:
        return {}
    return {
        each.municipality.code: {
            "shown" if each.taken else "unseen": Span(each.period.start, each.period.end)
        }
        for each in around.choices
        if each.taken is not None and each.period and each.municipality_id != item.owner_id
    }


def _until(item: Item, span: dict[str, Any]) -> dict[str, Any]:
    """A municipality's own time, and no longer than the item itself is open."""
    shown: Span | None = span.get("shown")
    if shown is None or item.closes_at is None:
        return span
    end = min(filter(None, (shown.end, item.closes_at)))
    return {**span, "shown": Span(shown.start, end)}


def _owner_code(item: Item) -> str:
    if item.owner.kind != OwnerKind.MUNICIPALITY:
        return ""
    return str(item.owner.municipality.code)


def _code_of(translation: Translation) -> str:
    return translation.municipality.code if translation.municipality else ""


def _document(
    item: Item, around: Surroundings, code: str = "", own_words: Words | None = None
) -> Document:
    allowed = {name: text for name, text in (own_words or {}).items() if _may_override(item, name)}
    reading = _Reading(item, around, allowed)
    return Document(
        key=item.key,
        type=item.type_name,
        item_id=item.pk,
        language=item.locale.language_code,
        title=str(reading.value(item.declaration.title_field)),
        texts=tuple(reading.texts()),
        excerpt=reading.excerpt(),
        autocomplete=reading.autocomplete(),
        translations=tuple(
            _wording(item, around, language, {**allowed, **words})
            for language, words in around.said(code).items()
        ),
        facets=reading.facets(),
        place=reading.place(),
        date=reading.date(),
        shown=Span(end=item.closes_at) if item.closes_at else None,
        published=item.first_published_at or item.last_published_at,
        quality=reading.quality(),
    )


def _may_override(item: Item, name: str) -> bool:
    return name in item.declaration.overridable


def _wording(item: Item, around: Surroundings, language: str, words: Words) -> Wording:
    """What the item says in a language, with the common one where that says nothing."""
    reading = _Reading(item, around, words)
    return Wording(
        language=language,
        title=str(reading.value(item.declaration.title_field)),
        texts=tuple(reading.texts_among(words)),
        excerpt=reading.excerpt(),
        autocomplete=reading.autocomplete(),
    )


class _Reading:
    """One item read through its declaration, with other words over some of its fields."""

    def __init__(self, item: Item, around: Surroundings, words: Words) -> None:
        self._item = item
        self._around = around
        self._fields = item.declaration.fields
        self._words = words

    def value(self, name: str) -> Any:
        """What the field holds for the readers of this document."""
        if name not in self._words:
            return getattr(self._item, name)
        return as_value(self._item, name, self._words[name])

    def texts_among(self, names: Container[str]) -> Iterator[tuple[str, float]]:
        """Some of the searched fields, each with its weight."""
        for name, field in self._searched():
            text = self._text(name, field) if name in names else ""
            if text and field.search:
                yield text, float(field.search.weight)

    def texts(self) -> Iterator[tuple[str, float]]:
        """Every searched field but the title, with its weight; the type's and owner's names."""
        yield from self.texts_among(self._fields)
        yield type_words(self._item.declaration), _LEAST_WEIGHT
        yield self._item.owner.name, _LEAST_WEIGHT
        yield from ((text, _LEAST_WEIGHT) for text in self._around.told)
        yield from self._foreign()

    def _foreign(self) -> Iterator[tuple[str, float]]:
        """The name of the language it is in, when that isn't what everything else is in."""
        for name in self._item.declaration.fields_of("language"):
            code = str(self.value(name) or "")
            if code not in ("", SOURCE_LANGUAGE):
                yield language_words(code), _LANGUAGE_WEIGHT

    def excerpt(self) -> str:
        """What can be read of the item: a snippet shows sentences, not labels."""
        return " · ".join([*self._prose(), *self._around.told])

    def _prose(self) -> list[str]:
        prose = (self._text(name, field) for name, field in self._searched() if is_prose(field))
        return [text for text in prose if text]

    def _searched(self) -> Iterator[tuple[str, FieldDeclaration]]:
        """Every searched field but the title."""
        for name, field in self._fields.items():
            if is_searched(field) and name != self._item.declaration.title_field:
                yield name, field

    def autocomplete(self) -> str:
        """The fields that complete what one types."""
        fields = [
            (name, field)
            for name, field in self._fields.items()
            if is_searched(field) and field.search and field.search.autocomplete
        ]
        return " ".join(self._text(name, field) for name, field in fields)

    def facets(self) -> dict[str, frozenset[str]]:
        """Everything that the item may be filtered or selected by."""
        item = self._item
        found = {name: self._values(name, field) for name, field in self._fields.items()}
        languages = [
            found[name] for name, field in self._fields.items() if field.kind == "language"
        ]
        for row in self._around.terms:
            place = marks.vocabulary(row.term.vocabulary)
            found[place] = found.get(place, frozenset()) | {row.term.slug}
        pinned = {each.municipality.code for each in self._around.choices if each.pinned}
        found |= {
            marks.SHARING: frozenset({item.sharing}),
            marks.ADDRESS: frozenset({marks.address(item.type_name, item.slug)}),
            marks.OWNER: frozenset({item.owner.slug}),
            marks.OWNER_KIND: frozenset({item.owner.kind}),
            marks.LANGUAGE: frozenset(self._around.said()).union(*languages),
            marks.WRITTEN_IN: frozenset[str]().union(*languages),
            marks.PINNED: frozenset(pinned),
        }
        return {name: values for name, values in found.items() if values}

    def quality(self) -> float:
        """How completely the item is made, from 0 to 1.

        One half is the part of the fields on its page that say something; fields that point at
        other items are left out, since those are read with care of their own. The other half is
        how much there is to read, `_READ_WHOLE` signs and more being the whole of it.
        """
        kinds = {name: self._fields[name].kind for name in self._item.declaration.presentation.page}
        asked = [name for name, kind in kinds.items() if kind != "reference"]
        said = [name for name in asked if self._is_said(name, kinds[name])]
        filled = len(said) / len(asked) if asked else 1.0
        return round(filled / 2 + min(len(" · ".join(self._prose())) / _READ_WHOLE, 1.0) / 2, 3)

    def _is_said(self, name: str, kind: str) -> bool:
        if kind == "terms":
            return bool(self._terms(name))
        return self.value(name) not in (None, "") and bool(str(self.value(name)).strip())

    def place(self) -> Place | None:
        """The first place that has a point."""
        for name in self._item.declaration.fields_of("place"):
            latitude = getattr(self._item, f"{name}_latitude")
            longitude = getattr(self._item, f"{name}_longitude")
            if latitude is not None and longitude is not None:
                return Place(latitude, longitude)
        return None

    def date(self) -> datetime | None:
        """When it happens next, else the first date there is; a day begins at midnight."""
        if self._around.happens is not None:
            return self._around.happens
        moments = (
            self.value(name) for name in self._item.declaration.fields_of("date", "date_time")
        )
        moment = next((moment for moment in moments if moment is not None), None)
        if isinstance(moment, date) and not isinstance(moment, datetime):
            moment = datetime.combine(moment, time.min)
        if isinstance(moment, datetime) and timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        return moment if isinstance(moment, datetime) else None

    def _terms(self, name: str) -> list[ItemTerm]:
        return [row for row in self._around.terms if row.field == name]

    def _text(self, name: str, field: FieldDeclaration) -> str:
        value = None if field.kind == "terms" else self.value(name)
        return text_of(field, value, self._terms(name))

    def _values(self, name: str, field: FieldDeclaration) -> frozenset[str]:
        if not is_filtered(field):
            return frozenset()
        if field.kind == "terms":
            return frozenset(row.term.slug for row in self._terms(name))
        value = self.value(name)
        return frozenset({str(value)}) if value else frozenset()
