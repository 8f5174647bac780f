"""A municipality's own words laid over shared items; the rest keeps following the original."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.declarations import did_you_mean
from cms.history.services import record
from cms.library.around import around_of
from cms.library.models import Item, Overlay
from cms.library.overlay_states import changed_fields, same_words
from cms.library.translations import lay_translations
from cms.municipalities.models import Municipality

Presented = TypeVar("Presented", bound=Item)
Words = dict[str, Any]
# An overlay as it can be put back: `values` and `originals`. None where there was none.
Kept = dict[str, Words] | None


def present(
    items: Iterable[Presented], municipality: Municipality, language: str
) -> list[Presented]:
    """The items as this municipality says them to readers of a language.

    One query, and one more where the language isn't the common one; none for items that come with
    what stands around them. What has other words than its own can no longer be saved.
    """
    listed = list(items)
    around = around_of(listed, municipality)
    overlays = _overlays(listed, municipality) if around is None else around.overlays
    for item in listed:
        if overlay := overlays.get(item.pk):
            lay_over(item, overlay)
    lay_translations(listed, municipality, language)
    return listed


def _overlays(items: Iterable[Item], municipality: Municipality) -> dict[int, Overlay]:
    keys = [item.pk for item in items]
    found = Overlay.objects.filter(municipality=municipality, item_id__in=keys)
    return {overlay.item_id: overlay for overlay in found}


def lay_over(item: Item, overlay: Overlay) -> None:
    """Put the overlay's words on the instance; a field no longer overridable is left as it is."""
    for name in item.declaration.overridable:
        if name in overlay.values:
            setattr(item, name, overlay.values[name])
    item.overlay = overlay


def overlay_of(item: Item, municipality: Municipality) -> Overlay | None:
    """What the municipality has written over this item."""
    return Overlay.objects.filter(item_id=item.pk, municipality=municipality).first()


@transaction.atomic
def write_overlay(
    item: Item,
    municipality: Municipality,
    values: Mapping[str, Any],
    action: str = "overlay.write",
) -> Overlay | None:
    """Let these be the municipality's own words; no difference at all removes the overlay.

    A field that is written anew is written over what the original says now; the others keep what
    they were written over. Raises ValidationError that names the field for one that isn't
    overridable or too long.
    """
    check_words(item, values)
    overlay = _found_or_new(item, municipality)
    before = dict(overlay.values)
    differing = {
        name: value for name, value in values.items() if not same_words(value, getattr(item, name))
    }
    anew = {name for name, value in differing.items() if before.get(name) != value}
    asleep = {name: text for name, text in before.items() if name not in _overridable(item)}
    overlay.values = asleep | differing
    overlay.originals = overlay.originals | {name: getattr(item, name) for name in anew}
    return _store(overlay, item, before, action)


@transaction.atomic
def keep_mine(item: Item, municipality: Municipality, names: Iterable[str]) -> None:
    """The municipality has seen what the original says now, and keeps its own words."""
    overlay = _found_or_new(item, municipality)
    before = dict(overlay.originals)
    now = {name: getattr(item, name) for name in names if name in overlay.values}
    overlay.originals = before | now
    if overlay.originals != before:
        overlay.save()
        after = overlay.originals
        record(overlay, "overlay.keep", title=item.listed_title, before=before, after=after)


@transaction.atomic
def take_theirs(item: Item, municipality: Municipality, names: Iterable[str]) -> Overlay | None:
    """Take the own words of these fields away: they follow the original again."""
    overlay = _found_or_new(item, municipality)
    before, gone = dict(overlay.values), set(names)
    overlay.values = {name: text for name, text in before.items() if name not in gone}
    return _store(overlay, item, before, "overlay.remove")


def back_to_original(item: Item, municipality: Municipality) -> None:
    """Take every own word away."""
    overlay = overlay_of(item, municipality)
    take_theirs(item, municipality, overlay.values if overlay else ())


def kept(item: Item, municipality: Municipality) -> Kept:
    """The overlay as `put_back` wants it."""
    overlay = overlay_of(item, municipality)
    return {"values": overlay.values, "originals": overlay.originals} if overlay else None


@transaction.atomic
def put_back(item: Item, municipality: Municipality, was: Kept, now: Kept) -> bool:
    """Put the own words back as they were; not where somebody has changed them since."""
    if kept(item, municipality) != now:
        return False
    overlay = _found_or_new(item, municipality)
    before = dict(overlay.values)
    overlay.values, overlay.originals = (was["values"], was["originals"]) if was else ({}, {})
    _store(overlay, item, before, "overlay.undo")
    return True


def changed_originals(overlay: Overlay, item: Item) -> Sequence[str]:
    """Fields whose original has changed since the municipality wrote its own words."""
    now = {name: getattr(item, name) for name in _overridable(item)}
    return changed_fields(overlay, now)


def check_words(item: Item, values: Mapping[str, Any]) -> None:
    """Raise ValidationError for words that can't stand in their field."""
    errors: dict[str, Any] = {}
    for name, value in values.items():
        if name not in _overridable(item):
            proposal = did_you_mean(name, _overridable(item))
            errors[name] = _("Feltet kan ikke have lokal tekst: %(fix)s") % {"fix": proposal}
            continue
        try:
            item._meta.get_field(name).clean(value, item)
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)


def _overridable(item: Item) -> Sequence[str]:
    return item.declaration.overridable


def _found_or_new(item: Item, municipality: Municipality) -> Overlay:
    found = Overlay.objects.select_for_update().filter(item_id=item.pk, municipality=municipality)
    return found.first() or Overlay(item=_base(item), municipality=municipality)


def _store(overlay: Overlay, item: Item, before: Words, action: str) -> Overlay | None:
    """Save what is left, delete what is empty, and write the history of what differs."""
    if overlay.values:
        overlay.save()
    if overlay.values != before:
        done = action if overlay.values or action == "overlay.undo" else "overlay.remove"
        after = overlay.values
        record(overlay, done, title=item.listed_title, before=before, after=after)
    if overlay.values:
        return overlay
    if overlay.pk:
        overlay.delete()
    return None


def _base(item: Item) -> Item:
    return item if type(item) is Item else item.item_ptr
