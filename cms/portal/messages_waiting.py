"""Unread messages, told to citizens' own pages: the page's floor does not know who keeps them."""

from __future__ import annotations

from collections.abc import Sequence

from cms.citizens.models import Citizen
from cms.my_page.inbox import Message
from cms.pushes.inbox import inbox_of
from cms.pushes.shown import shown


def unread(citizen: Citizen, most: int) -> Sequence[Message]:
    """The newest that the citizen hasn't read."""
    if citizen.made_up_answers is not None:
        return []
    pushes = list(inbox_of(citizen).filter(read_at__isnull=True)[:most])
    return [Message(one.words.title, one.url) for one in shown(pushes, citizen)]
