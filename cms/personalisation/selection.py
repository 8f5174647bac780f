"""Which content a rule is about: types, terms, single items, a language; all that is said holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.personalisation.problems import Problem, RuleError, did_you_mean
from cms.personalisation.values import seen

MOST_ITEMS = 200
_ITEM = re.compile(r"^(?P<type>[a-z][a-z0-9_]*)/(?P<slug>[-a-zA-Z0-9_]+)$")


@dataclass(frozen=True)
class Selection:
    """Content chosen by its marks.

    Within one vocabulary any of the slugs is enough; what is left empty does not restrict.
    ``items`` are written ``type/slug``. ``language`` is an ISO 639-1 code or "". ``owners`` are
    slugs, and ``besides`` items that are left out again; no rule says these two, what a citizen
    does and follows does.
    """

    types: tuple[str, ...] = ()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    language: str = ""
    owners: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[tuple[str, str], ...]:
        """The single items as pairs of type name and slug."""
        return addresses_of(self.items)


def addresses_of(items: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Items written ``type/slug`` as pairs of type name and slug."""
    return tuple((name, slug) for name, _slash, slug in (item.partition("/") for item in items))


@dataclass(frozen=True)
class Choosable:
    """What there is to choose from: type names, and the slugs of each vocabulary."""

    types: frozenset[str]
    terms: Mapping[str, frozenset[str]]
    languages: frozenset[str]


def parse_selection(data: object, choosable: Choosable, place: str = "content") -> Selection:
    """Give the selection. Raises `RuleError` with every mistake found."""
    reader = _Reader(choosable)
    selection = reader.read(data, place)
    if reader.problems:
        raise RuleError(reader.problems)
    return selection


class _Reader:
    """One reading of a selection; collects problems."""

    def __init__(self, choosable: Choosable) -> None:
        self.choosable = choosable
        self.problems: list[Problem] = []

    def read(self, data: object, place: str) -> Selection:
        """Read the whole."""
        readers: dict[str, Callable[[object, str], object]] = {
            "types": self._types,
            "terms": self._terms,
            "items": self._items,
            "language": self._language,
        }
        if not isinstance(data, Mapping) or not data:
            fix = _("Vælg mindst én slags, ét emne, én ting eller et sprog.")
            self._wrong(place, _("Der er ikke valgt noget indhold."), fix)
            return Selection()
        read: dict[str, object] = {}
        for key, value in data.items():
            if key in readers:
                read[key] = readers[key](value, f"{place}.{key}")
            else:
                fix = did_you_mean(key, readers)
                self._wrong(f"{place}.{key}", _("Indhold kan ikke vælges efter dette."), fix)
        return Selection(**read)  # type: ignore[arg-type]

    def _wrong(self, place: str, reason: str, fix: str = "") -> None:
        self.problems.append(Problem(place, reason, fix))

    def _texts(self, value: object, place: str) -> tuple[str, ...]:
        listed = value if isinstance(value, list | tuple) else None
        if not listed or not all(isinstance(one, str) for one in listed):
            reason = _("Her skal stå en liste med tekster, ikke %(seen)s.") % {"seen": seen(value)}
            self._wrong(place, reason, _("Sæt dem i [ ]."))
            return ()
        return tuple(dict.fromkeys(listed))

    def _known(self, values: Iterable[str], known: frozenset[str], place: str) -> tuple[str, ...]:
        for value in values:
            if value not in known:
                reason = _("%(value)s findes ikke.") % {"value": seen(value)}
                self._wrong(place, reason, did_you_mean(value, known))
        return tuple(values)

    def _types(self, value: object, place: str) -> tuple[str, ...]:
        return self._known(self._texts(value, place), self.choosable.types, place)

    def _terms(self, value: object, place: str) -> Mapping[str, tuple[str, ...]]:
        if not isinstance(value, Mapping) or not value:
            reason = _("Emneord står under deres ordliste, ikke %(seen)s.") % {"seen": seen(value)}
            self._wrong(place, reason, _('Skriv {"<ordliste>": ["<emneord>"]}.'))
            return {}
        read: dict[str, tuple[str, ...]] = {}
        for name, slugs in value.items():
            below = f"{place}.{name}"
            if name in self.choosable.terms:
                known = self.choosable.terms[name]
                read[name] = self._known(self._texts(slugs, below), known, below)
            else:
                fix = did_you_mean(name, self.choosable.terms)
                self._wrong(below, _("Der er ingen ordliste med det navn."), fix)
        return read

    def _items(self, value: object, place: str) -> tuple[str, ...]:
        items = self._texts(value, place)
        if len(items) > MOST_ITEMS:
            reason = _("Der er nævnt mere end %(most)s ting.") % {"most": MOST_ITEMS}
            self._wrong(place, reason, _("Giv dem et fælles emneord, og vælg det."))
        for item in items:
            address = _ITEM.match(item)
            if address is None:
                reason = _("%(item)s er ikke en adresse.") % {"item": seen(item)}
                self._wrong(place, reason, _("Skriv den som slags/kort-navn."))
            else:
                self._known([address["type"]], self.choosable.types, place)
        return items

    def _language(self, value: object, place: str) -> str:
        if isinstance(value, str):
            return self._known([value], self.choosable.languages, place)[0]
        reason = _("Her skal stå et sprogs kode, ikke %(seen)s.") % {"seen": seen(value)}
        self._wrong(place, reason, _("Skriv den i anførselstegn."))
        return ""


def as_data(selection: Selection) -> dict[str, object]:
    """Give the selection as plain data ready for JSON: the reverse of `parse_selection`."""
    data: dict[str, object] = {}
    if selection.types:
        data["types"] = list(selection.types)
    if selection.terms:
        data["terms"] = {name: list(slugs) for name, slugs in selection.terms.items()}
    if selection.items:
        data["items"] = list(selection.items)
    if selection.language:
        data["language"] = selection.language
    return data
