"""For whom a page is being composed: decides which audiences its blocks may name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from cms.municipalities.models import Owner
from cms.personalisation.checks import audiences_open_to
from cms.personalisation.models import Audience

_owner: ContextVar[Owner | None] = ContextVar("composing_for", default=None)


@contextmanager
def composing_for(owner: Owner) -> Iterator[None]:
    """Offer this owner's choices in forms, and accept no others, until the block ends."""
    token = _owner.set(owner)
    try:
        yield
    finally:
        _owner.reset(token)


def audience_choices() -> list[tuple[str, str]]:
    """The audiences that the owner may name: the national ones and its own. None without owner."""
    owner = _owner.get()
    if owner is None:
        return []
    return [(one.name, str(one)) for one in Audience.objects.filter(audiences_open_to(owner))]
