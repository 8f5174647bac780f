"""A municipality with something of its own, and a subscriber on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from cms.library.models import Item
from cms.library.registry import item_models
from cms.municipalities.models import Municipality
from cms.webhooks.models import Message
from tests.webhooks.receiver import Receiver, receiving

EVERY = ["item.published", "item.changed", "item.withdrawn"]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A subscriber on this machine, which only tests and demos may have."""
    settings.WEBHOOKS_MAY_BE_LOCAL = True
    with receiving() as found:
        yield found


@pytest.fixture
def vejen(nation: Path) -> Municipality:
    """A municipality with content of its own."""
    return Municipality.objects.get(slug="vejen")


def own_item(owner: Municipality) -> Any:
    """Something that only its owner's shelf has."""
    for model in item_models().values():
        shelf = model.objects.on_shelf_of(owner).filter(owner=owner, sharing="private")
        if found := shelf.first():
            return found
    item: Any = Item.objects.on_shelf_of(owner).filter(owner=owner).first()
    return item_models()[item.type_name].objects.everything("a test").get(pk=item.pk)


def withdrawn(item: Any, *, live: bool) -> None:
    """Take it down or put it up again."""
    item.live = live
    item.save()


def events(receiver: Receiver) -> list[str]:
    """What the subscriber heard, in order."""
    return [json.loads(body)["type"] for _headers, body in receiver.came]


def all_due() -> None:
    """Let the time pass until every message is to be tried again."""
    Message.objects.update(due_at=timezone.now() - timedelta(seconds=1))
