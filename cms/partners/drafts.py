"""Keeping what a partner has written: nothing that is shown changes by it."""

from __future__ import annotations

from django.db import transaction

from cms.history.services import record
from cms.library.models import Item
from cms.library.sharing import Sharing
from cms.municipalities.models import Owner, User


def blank(model: type[Item], owner: Owner) -> Item:
    """A new item that nobody can see until somebody has approved it."""
    made: Item = model(owner=owner, sharing=Sharing.LENT, live=False)
    return made


@transaction.atomic
def keep_draft(item: Item, user: User) -> Item:
    """Keep the item as it is in memory as its latest draft."""
    is_new = item.pk is None
    if not item.live:
        item.has_unpublished_changes = True
        item.save()
    item.save_revision(user=user, clean=False, log_action=not is_new)
    if is_new:
        record(item, "wagtail.create", user=user)
    return item
