"""What stands beside an item on its page: what it refers to, and what is most like it.

All of it is read together with what stands around the item itself, so that a page with many
neighbours asks no more than one with few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Value

from cms.library.content import CONTENT
from cms.library.models import Item
from cms.library.specific import on_shelf
from cms.personalisation.viewer import Viewer
from cms.portal.cards import cards, read_together
from cms.portal.drawing import Card
from cms.portal.found import alike
from cms.stamps.keeping import KeptRows

Place = tuple[str, int]
_kept: KeptRows[tuple[tuple[str, int], ...]] = KeptRows(5_000)


@dataclass(frozen=True)
class Neighbours:
    """Cards: by field what the item refers to, and what is like it. The heading says why.

    `known` are all of them, by primary key.
    """

    references: Mapping[str, list[Card]]
    alike: list[Card]
    known: Mapping[int, Card]


def neighbours(item: Item, viewer: Viewer, more: Collection[Place] = ()) -> Neighbours:
    """What stands beside an item of the shelf; `more` is drawn along with it."""
    referred, like = _referred(item), alike(viewer, item)
    like = [place for place in like if place not in more]
    keys: dict[str, list[int]] = {}
    beside = (place for places in referred.values() for place in places)
    for type_name, key in dict.fromkeys([*like, *beside, *more]):
        keys.setdefault(type_name, []).append(key)
    found = on_shelf(keys, viewer.here)
    # The item itself among them is another instance: its words may be read in another language.
    read_together([item, *found.values()], viewer)
    made = cards(list(found.values()), viewer, says_why=False)
    known = dict(zip(found, made, strict=True))
    references = {name: _cards(places, known) for name, places in referred.items()}
    return Neighbours(references, _cards(like, known), known)


def _cards(places: Iterable[Place], known: Mapping[int, Card]) -> list[Card]:
    return [known[key] for _type_name, key in places if key in known]


def _referred(item: Item) -> dict[str, list[Place]]:
    """Type and key of what each field refers to, the oldest first."""
    found: dict[str, list[Place]] = {}
    several = []
    for name, field in item.declaration.fields_of("reference").items():
        if field.many:
            several.append(name)
            found[name] = []
        else:
            key = getattr(item, f"{name}_id")
            found[name] = [(str(field.to), key)] if key else []
    for name, key in _links(item, several):
        found[name].append((str(item.declaration.fields[name].to), key))
    return found


def _links(item: Item, names: Sequence[str]) -> list[tuple[str, int]]:
    """Field and target of the fields that refer to several, kept until some content changes."""
    return list(_kept.row(CONTENT, item.pk, lambda: _read_links(item, names)) or ())


def _read_links(item: Item, names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    if not names:
        return ()
    first, *rest = (_link_rows(item, name) for name in names)
    return tuple(sorted(first.union(*rest, all=True) if rest else first))


def _link_rows(item: Item, name: str) -> Any:
    field: Any = item._meta.get_field(name)
    links = field.remote_field.through._default_manager.filter(**{field.m2m_field_name(): item.pk})
    said = Value(name, CharField())
    return links.order_by().values_list(said, f"{field.m2m_reverse_field_name()}_id")
