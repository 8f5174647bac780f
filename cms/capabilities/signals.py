"""How capabilities tell one another and the floors above what happened; none knows another.

`citizen_advanced` (item, citizen): a part of the item is done, such as a video watched or a quiz
passed. `item_completed` (item, citizen): nothing is left, and it has been written down.
`item_reopened` (item, citizen): it isn't done after all, and what was written down is gone.
`appointments_changed` (item, changes: a list of AppointmentChange): times to come are moved or
cancelled. `citizen_to_tell` (citizen, kind, key, item, values): see `tell`. `word_from_host` (item,
citizens, words, key): those who own an item write to these citizens; `key` names the word among
all.

All are sent inside the transaction that wrote it, so a receiver's changes stand or fall with it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.dispatch import Signal

if TYPE_CHECKING:
    from cms.citizens.models import Citizen
    from cms.library.models import Item

citizen_advanced = Signal()
item_completed = Signal()
item_reopened = Signal()
appointments_changed = Signal()
citizen_to_tell = Signal()
word_from_host = Signal()


def tell(citizen: Citizen, kind: str, key: object, item: Item, **values: str | date) -> None:
    """Have a citizen told something, by a kind of message of `content_models/pushes`.

    The same kind with the same key is told once. A day or a moment among the values is
    said in the citizen's language.
    """
    citizen_to_tell.send(
        type(item), citizen=citizen, kind=kind, key=f"{kind}:{key}", item=item, values=values
    )
