"""Items in schema.org's words, so that search machines understand them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cms.capabilities.registry import capabilities_of
from cms.declarations import ContentType
from cms.library.models import Item

# The first declared field of a kind fills the property of the same meaning.
PROPERTIES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "duration": ("timeRequired", lambda minutes: f"PT{minutes}M"),
    "language": ("inLanguage", str),
    "date": ("datePublished", lambda day: day.isoformat()),
}
MOMENTS = ("startDate", "endDate")
# What a property with parts of its own is.
PARTS = {"hiringOrganization": "Organization", "provider": "Organization"}
# Types of which one wants to know when they were first shown.
POSTED = frozenset({"JobPosting"})
# How a field of a kind is written where it says itself which property it fills.
WRITERS: dict[str, Callable[[Any], Any]] = {
    "choice": lambda value: str(value).upper(),
    "date": lambda day: day.isoformat(),
    "date_time": lambda moment: moment.isoformat(),
    "duration": lambda minutes: f"PT{minutes}M",
    "place": dict,
}


def json_ld(item: Item, address: str) -> dict[str, Any]:
    """The item as a JSON-LD document (schema.org, as its declaration names the type)."""
    declaration = item.declaration
    card = declaration.presentation.card
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": declaration.settings.schema_org,
        "name": str(item),
        "url": address,
    }
    if not declaration.settings.introduces_owner:
        document["provider"] = {"@type": "Organization", "name": item.owner.name}
    if card.text:
        document["description"] = getattr(item, card.text)
    for kind, (name, write) in PROPERTIES.items():
        for field in _guessed(declaration, kind):
            value = getattr(item, field)
            if value:
                document.setdefault(name, write(value))
    moments = [getattr(item, field) for field in _guessed(declaration, "date_time")]
    document |= {
        name: moment.isoformat() for name, moment in zip(MOMENTS, moments, strict=False) if moment
    }
    told = {k: v for one in capabilities_of(type(item)) for k, v in one.json_ld(item).items()}
    return document | _places(item) | _said(item) | told


def _guessed(declaration: ContentType, kind: str) -> list[str]:
    """The fields of a kind that don't say themselves which property they fill."""
    fields = declaration.fields_of(kind)
    return [name for name, field in fields.items() if field.schema_org is None]


def _said(item: Item) -> dict[str, Any]:
    """What the declaration says itself: `hiringOrganization.name` is a name in an organisation."""
    told: dict[str, Any] = {}
    if item.first_published_at and item.declaration.settings.schema_org in POSTED:
        told["datePosted"] = item.first_published_at.date().isoformat()
    for name, field in item.declaration.fields.items():
        value = _place(item, name) if field.kind == "place" else getattr(item, name)
        if field.schema_org and value:
            outer, _dot, inner = field.schema_org.partition(".")
            said = WRITERS.get(field.kind, str)(value)
            told[outer] = {"@type": PARTS.get(outer, "Thing"), inner: said} if inner else said
    return told


def _places(item: Item) -> dict[str, Any]:
    for field in _guessed(item.declaration, "place"):
        if getattr(item, field):
            return {"location": _place(item, field)}
    return {}


def _place(item: Item, field: str) -> dict[str, Any]:
    address = getattr(item, field)
    if not address:
        return {}
    place: dict[str, Any] = {"@type": "Place", "address": address}
    latitude, longitude = (getattr(item, f"{field}_{end}") for end in ("latitude", "longitude"))
    if latitude is not None and longitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return place
