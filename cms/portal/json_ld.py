"""Items in schema.org's words, so that search machines understand them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cms.capabilities.registry import capabilities_of
from cms.library.models import Item

# The first declared field of a kind fills the property of the same meaning.
PROPERTIES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "duration": ("timeRequired", lambda minutes: f"PT{minutes}M"),
    "language": ("inLanguage", str),
    "date": ("datePublished", lambda day: day.isoformat()),
}
MOMENTS = ("startDate", "endDate")


def json_ld(item: Item, address: str) -> dict[str, Any]:
    """The item as a JSON-LD document (schema.org, as its declaration names the type)."""
    declaration = item.declaration
    card = declaration.presentation.card
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": declaration.settings.schema_org,
        "name": str(item),
        "url": address,
        "provider": {"@type": "Organization", "name": item.owner.name},
    }
    if card.text:
        document["description"] = getattr(item, card.text)
    for kind, (name, write) in PROPERTIES.items():
        for field in declaration.fields_of(kind):
            value = getattr(item, field)
            if value:
                document.setdefault(name, write(value))
    moments = [getattr(item, field) for field in declaration.fields_of("date_time")]
    document |= {
        name: moment.isoformat() for name, moment in zip(MOMENTS, moments, strict=False) if moment
    }
    told = {k: v for one in capabilities_of(type(item)) for k, v in one.json_ld(item).items()}
    return document | _places(item) | told


def _places(item: Item) -> dict[str, Any]:
    for field in item.declaration.fields_of("place"):
        address = getattr(item, field)
        if address:
            place: dict[str, Any] = {"@type": "Place", "address": address}
            latitude, longitude = (
                getattr(item, f"{field}_{end}") for end in ("latitude", "longitude")
            )
            if latitude is not None and longitude is not None:
                place["geo"] = {
                    "@type": "GeoCoordinates",
                    "latitude": latitude,
                    "longitude": longitude,
                }
            return {"location": place}
    return {}
