"""Items as plain data: what `import_items` reads back without loss."""

from __future__ import annotations

from typing import Any

from cms.capabilities.registry import capabilities_of
from cms.exchange.values import take
from cms.library.models import Item


def export_item(item: Item) -> dict[str, Any]:
    """One item, with its owner, its fields and its capabilities' settings."""
    row: dict[str, Any] = {
        "slug": item.slug,
        "owner": item.owner.slug,
        "sharing": item.sharing,
        "live": item.live,
    }
    for name, declared in item.declaration.fields.items():
        row[name] = take(item, name, declared)
    for capability in capabilities_of(type(item)):
        settings = capability.export_settings(item)
        if settings is not None:
            row[capability.name] = settings
    return row
