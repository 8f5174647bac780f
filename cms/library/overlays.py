"""A municipality's own words laid over shared items; the rest keeps following the original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.declarations import did_you_mean
from cms.history.services import record
from cms.library.models import Item, Overlay
from cms.municipalities.models import Municipality

Presented = TypeVar("Presented", bound=Item)


def present(items: Iterable[Presented], municipality: Municipality) -> list[Presented]:
    """The items as this municipality says them, in one query; they can no longer be saved."""
    listed = list(items)
    overlays = {
        overlay.item_id: overlay
        for overlay in Overlay.objects.filter(
            municipality=municipality, item_id__in=[item.pk for item in listed]
        )
    }
    for item in listed:
        if overlay := overlays.get(item.pk):
            lay_over(item, overlay)
    return listed


def lay_over(item: Item, overlay: Overlay) -> None:
    """Put the overlay's words on the instance; a field no longer overridable is left as it is."""
    for name in item.declaration.overridable:
        if name in overlay.values:
            setattr(item, name, overlay.values[name])
    item.overlay = overlay


@transaction.atomic
def write_overlay(item: Item, municipality: Municipality, values: dict[str, Any]) -> Overlay | None:
    """Store what differs from the original; no difference at all removes the overlay.

    Raises ValidationError that names the field for a field that isn't overridable or too long.
    """
    _check(item, values)
    differing = {name: value for name, value in values.items() if value != getattr(item, name)}
    existing = Overlay.objects.filter(item=item, municipality=municipality).first()
    if not differing:
        if existing:
            record(existing, "overlay.remove", title=str(item), before=existing.values)
            existing.delete()
        return None
    overlay = existing or Overlay(item=_base(item), municipality=municipality)
    before = dict(overlay.values)
    overlay.values = differing
    overlay.originals = {name: getattr(item, name) for name in differing}
    overlay.save()
    record(overlay, "overlay.write", title=str(item), before=before, after=differing)
    return overlay


def changed_originals(overlay: Overlay, item: Item) -> Sequence[str]:
    """Fields whose original has changed since the municipality wrote its own words."""
    return [name for name, was in overlay.originals.items() if getattr(item, name) != was]


def _base(item: Item) -> Item:
    return item if type(item) is Item else item.item_ptr


def _check(item: Item, values: dict[str, Any]) -> None:
    errors: dict[str, Any] = {}
    for name, value in values.items():
        if name not in item.declaration.overridable:
            proposal = did_you_mean(name, item.declaration.overridable)
            errors[name] = _("Feltet kan ikke have lokal tekst: %(fix)s") % {"fix": proposal}
            continue
        try:
            item._meta.get_field(name).clean(value, item)
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
