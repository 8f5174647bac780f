"""Saves an imported item the way the editor's form does: with a version in its history."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Revision

from cms.library.models import Item
from cms.municipalities.models import User


def save_published(item: Item, user: User | None) -> None:
    """Save what readers meet, and its version."""
    now = timezone.now()
    item.live, item.has_unpublished_changes = True, False
    item.first_published_at = item.first_published_at or now
    item.last_published_at = now
    item.save()
    revision = version(item, user, changed=False)
    item.live_revision = revision
    _rows_of(item).update(live_revision=revision)


def save_draft(item: Item, user: User | None) -> None:
    """Save for the editors' eyes: readers go on meeting what was published before, if anything."""
    if not item.live:
        item.has_unpublished_changes = True
        item.save()
    version(item, user, changed=True)


def version(item: Item, user: User | None, *, changed: bool) -> Revision:
    """A version of the item as it is in memory. The form's checks have been made already."""
    return item.save_revision(user=user, changed=changed, clean=False, log_action=False)


def stamp(item: Item) -> str:
    """Tells whether anybody has changed the item since: every change by an editor is a version."""
    return f"{item.latest_revision_id}:{'live' if item.live else 'draft'}"


def state_of(item: Item) -> dict[str, Any]:
    """Everything the import may change, to be restored by `restore`."""
    found: dict[str, Any] = item.serializable_data()
    return found


def restore(model: type[Item], state: dict[str, Any]) -> Item:
    """Put an item back as it was, and forget the versions made since. Needs a scope."""
    item: Item = model.from_serializable_data(state, check_fks=True, strict_fks=False)
    newest = item.latest_revision_id or 0
    item.save()
    for revision in Revision.objects.for_instance(item).filter(pk__gt=newest):
        Revision.objects.filter(pk=revision.pk).delete()
    return item


def _rows_of(item: Item) -> Any:
    return Item.objects.everything("its own row").filter(pk=item.pk)
