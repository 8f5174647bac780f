"""Hears from the floors below what changed and writes it to the outbox."""

from __future__ import annotations

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from cms.library.models import Item
from cms.library.signals import item_changed, shelf_changed
from cms.municipalities.models import Owner
from cms.search import outbox


def connect() -> None:
    """Starts listening; called once, when the apps are ready."""
    item_changed.connect(_item_changed, dispatch_uid="search")
    shelf_changed.connect(_item_changed, dispatch_uid="search")
    post_delete.connect(_deleted, dispatch_uid="search")
    post_save.connect(_owner_saved, dispatch_uid="search")


def _item_changed(sender: object, type_name: str, item_id: int, **_: object) -> None:
    outbox.record(type_name, item_id)


def _deleted(sender: type[Model], instance: Model, **_: object) -> None:
    """Items deleted many at once pass by their own delete method."""
    if isinstance(instance, Item) and type(instance) is Item:
        outbox.record(instance.type_name, instance.pk)


def _owner_saved(sender: type[Model], instance: Model, created: bool, **_: object) -> None:
    """An owner's name is part of what its items are found by."""
    if created or not isinstance(instance, Owner):
        return
    items = Item.objects.everything("search indexing").filter(owner_id=instance.pk)
    for type_name, item_id in items.values_list("type_name", "pk"):
        outbox.record(type_name, item_id)
