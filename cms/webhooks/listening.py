"""Hears from the library what may have changed on a shelf, and writes it down."""

from __future__ import annotations

from django.db.models import Model
from django.db.models.signals import post_delete

from cms.library.models import Item
from cms.library.signals import item_changed, shelf_changed
from cms.webhooks.models import Occasion, Subscription


def connect() -> None:
    """Start listening; called once, when the apps are ready."""
    item_changed.connect(_changed, dispatch_uid="webhooks")
    shelf_changed.connect(_changed, dispatch_uid="webhooks")
    post_delete.connect(_deleted, dispatch_uid="webhooks")


def _changed(
    sender: object,
    type_name: str,
    item_id: int,
    municipality_id: int | None = None,
    **_: object,
) -> None:
    """Write it down where anybody wants to hear of it."""
    subscribed = Subscription.objects.all()
    if municipality_id is not None:
        subscribed = subscribed.filter(municipality_id=municipality_id)
    if subscribed.exists():
        Occasion.objects.create(
            type_name=type_name, item_id=item_id, municipality_id=municipality_id
        )


def _deleted(sender: type[Model], instance: Model, **_: object) -> None:
    """Items deleted many at once pass by their own delete method."""
    if isinstance(instance, Item) and type(instance) is Item:
        _changed(sender, instance.type_name, instance.pk)
