"""Items as plain data: what `import_items` reads back without loss."""

from __future__ import annotations

from typing import Any

from cms.capabilities.registry import capabilities_of
from cms.exchange import records
from cms.exchange.values import take
from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.municipalities.models import Owner

FORMAT = "jobunivers"
VERSION = 1


def export_item(item: Item) -> dict[str, Any]:
    """One item, with its owner, to whom it is lent, its fields and its capabilities' settings."""
    row: dict[str, Any] = {
        "slug": item.slug,
        "owner": item.owner.slug,
        "sharing": item.sharing,
        "lent_to": sorted(one.code for one in item.lent_to.all()),
        "live": item.live,
    }
    return row | values_of(item)


def values_of(item: Item) -> dict[str, Any]:
    """What the item says, and its capabilities' settings."""
    row = {name: take(item, name, field) for name, field in item.declaration.fields.items()}
    for capability in capabilities_of(type(item)):
        settings = capability.export_settings(item)
        if settings is not None:
            row[capability.name] = settings
    return row


def export_with_drafts(item: Item) -> dict[str, Any]:
    """As `export_item`, and what is written but not published yet.

    A draft of something published stands beside it as `draft`; of something never published it
    is all there is.
    """
    if not item.has_unpublished_changes or item.latest_revision_id is None:
        return export_item(item)
    draft: Item = item.get_latest_revision_as_object()
    if not item.live:
        return export_item(draft) | {"live": False}
    published, written = export_item(item), values_of(draft)
    differing = {key: value for key, value in written.items() if value != published.get(key)}
    return published | ({"draft": differing} if differing else {})


def export_owner(owner: Owner) -> dict[str, Any]:
    """Everything an owner has: items of every type with drafts, own words, shelf choices.

    The caller has asked whether this may be read.
    """
    with everything("an owner's own export"):
        items = {
            name: [export_with_drafts(item) for item in _items(model, owner)]
            for name, model in item_models().items()
            if owner.kind in model.declaration.settings.owners
        }
        written = records.export(owner)
    return {"format": FORMAT, "version": VERSION, "owner": owner.slug, "items": items, **written}


def _items(model: type[Item], owner: Owner) -> Any:
    return model.objects.filter(owner=owner).select_related("owner").order_by("pk")
