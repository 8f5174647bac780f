"""Items as cards: what the declaration says, the reason, and what capabilities know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.capabilities.registry import all_capabilities
from cms.capabilities.together import TOGETHER, Gathering, Together
from cms.library.around import read_around
from cms.library.labels import language
from cms.library.models import Item
from cms.library.overlays import present
from cms.personalisation.reasons import Reason, reasons
from cms.personalisation.viewer import Viewer
from cms.portal.addresses import address_to
from cms.portal.in_languages import foreign
from cms.portal.values import ICONS, spoken

# What only some cards say. A template that meets a name which isn't there looks in four ways, and
# a page of thirty cards would do so two hundred times.
UNSAID: Mapping[str, Any] = {"heading": "", "picture_url": "", "badges": (), "progress": None}


@dataclass(frozen=True)
class Known:
    """What a capability knows of an item, and the declared fields that it says better."""

    fact: dict[str, str]
    stands_for: Collection[str]


def item_url(item: Item) -> str:
    """The address of the item's page."""
    return address_to("portal:detail", item.declaration.settings.path, item.slug)


def cards(
    items: Sequence[Item],
    viewer: Viewer,
    *,
    snippets: Mapping[int, str] | None = None,
    says_why: bool = True,
) -> list[dict[str, Any]]:
    """Cards of items in their order. Items must have their own fields (not be bare).

    `says_why` is off where the heading above the cards says why they are shown.
    """
    if viewer.municipality is None:
        return []
    read_together(items, viewer)
    shown = present(items, viewer.municipality, viewer.language)
    why = reasons(viewer, shown) if says_why else {}
    known = _known_by_capabilities(shown)
    switches = _switches(shown, viewer)
    texts = snippets or {}
    return [
        {
            **_declared(item, known.get(item.pk, ())),
            "text": texts.get(item.pk) or _text(item),
            "reason": _reason(why.get(item.pk)),
            "switches": switches.get(item.pk, []),
        }
        for item in shown
    ]


def read_together(items: Sequence[Item], viewer: Viewer) -> None:
    """Read what stands around items at once; what one of them asks for is then asked for all.

    Items that were read together already stay so.
    """
    if any(TOGETHER not in item.__dict__ for item in items):
        read_around(items, viewer.here, viewer.language)
        Together(items, _expected(items))


def _expected(items: Sequence[Item]) -> list[Gathering]:
    """What the capabilities of these items make their facts from."""
    named = {name for item in items for name in item.declaration.capabilities}
    known = all_capabilities().items()
    return [gathering for name, one in known if name in named for gathering in one.gatherings]


def _declared(item: Item, known: Sequence[Known]) -> dict[str, Any]:
    declaration = item.declaration
    card = declaration.presentation.card
    return {
        **UNSAID,
        "url": item_url(item),
        "title": str(item),
        "language": foreign(item, card.title),
        "text_language": foreign(item, card.text) if card.text else "",
        "kind": declaration.labels.in_language(language()).one.capitalize(),
        "drawing": getattr(item, card.drawing) if card.drawing else declaration.presentation.icon,
        "is_video": bool(declaration.fields_of("video")),
        "facts": _facts(item, known),
    }


def _text(item: Item) -> str:
    field = item.declaration.presentation.card.text
    return str(getattr(item, field)) if field else ""


def _facts(item: Item, known: Sequence[Known]) -> list[dict[str, str]]:
    """What the fields say, save what a capability says better, and then what capabilities know."""
    declared = item.declaration.fields
    better = {name for one in known for name in one.stands_for}
    facts = [
        {"text": spoken(item, name, declared[name]), "icon": ICONS.get(declared[name].kind, "")}
        for name in item.declaration.presentation.card.facts
        if name not in better
    ]
    first = [one.fact for one in known if one.stands_for]
    last = [one.fact for one in known if not one.stands_for]
    return [*first, *(fact for fact in facts if fact["text"]), *last]


def _reason(reason: Reason | None) -> dict[str, str] | None:
    """What the card says of it: nothing where every card would say the same to everybody."""
    if reason is None or reason.is_everybodys:
        return None
    off = address_to("portal:reason_off", reason.reason_key) if reason.can_be_turned_off else ""
    return {"text": reason.text, "off_url": off}


def said_better(item: Item) -> set[str]:
    """The declared fields that a capability's fact says better than they do."""
    known = _known_by_capabilities([item]).get(item.pk, [])
    return {name for one in known for name in one.stands_for}


def _known_by_capabilities(items: Sequence[Item]) -> dict[int, list[Known]]:
    """Short facts such as free seats, one call per capability for all items."""
    known: dict[int, list[Known]] = {}
    types = {item.pk: type(item) for item in items}
    for name, capability in all_capabilities().items():
        naming = [item for item in items if name in item.declaration.capabilities]
        for key, text in (capability.facts(naming) if naming else {}).items():
            said = Known(
                {"text": text, "icon": capability.fact_icon}, capability.stands_for(types[key])
            )
            if not _is_said(said, known.setdefault(key, [])):
                known[key].append(said)
    return known


def _is_said(fact: Known, known: Sequence[Known]) -> bool:
    """Whether another fact stands for all of the same fields: a last day is said once."""
    before = {name for one in known for name in one.stands_for}
    return bool(fact.stands_for) and before.issuperset(fact.stands_for)


def _switches(items: Sequence[Item], viewer: Viewer) -> dict[int, list[dict[str, Any]]]:
    """What a citizen turns on and off on the card, one call per capability for all items."""
    found: dict[int, list[dict[str, Any]]] = {}
    if viewer.citizen is None:
        return found
    by_key = {item.pk: item for item in items}
    for name, capability in all_capabilities().items():
        naming = [item for item in items if name in item.declaration.capabilities]
        switches = capability.switches(naming, viewer.citizen) if naming else {}
        for key, switch in switches.items():
            path, slug = by_key[key].declaration.settings.path, by_key[key].slug
            url = address_to("portal:action", path, slug, name)
            found.setdefault(key, []).append({"switch": switch, "url": url})
    return found
