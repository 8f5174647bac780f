"""Writing down what a citizen did, and forgetting it."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from cms.citizens.models import Citizen
from cms.events.declared import kind_of
from cms.events.models import LONGEST_WORD, Event
from cms.library.models import Item
from cms.rights.consents import has_consent
from cms.rights.models import permitted

PURPOSE = "doings"
# Whoever searches for a number may have written their own; it is nobody's interest.
_NUMBERS = re.compile(r"\S*\d{4}\S*")


class WrongEvent(ValueError):
    """An event carries what its kind doesn't declare, or lacks what it does."""


def record(citizen: Citizen, kind: str, item: Item | None = None, word: str = "") -> Event | None:
    """Write down what a citizen did; None where the citizen hasn't said yes to that.

    Raises:
        UnknownKind: the kind isn't declared.
        WrongEvent: the kind is about something else.
    """
    about = kind_of(kind).about
    if (item is not None) != (about == "item") or (word and about != "word"):
        raise WrongEvent(f"{kind} is about {about}.")
    if citizen.made_up_answers is not None or not has_consent(citizen, PURPOSE):
        return None
    said = tidy(word)
    if about == "word" and not said:
        return None
    return Event.objects.create(
        citizen=citizen, kind=kind, item_id=item.pk if item else None, word=said
    )


def tidy(word: str) -> str:
    """What was written, in small letters, without numbers of four digits or more."""
    return " ".join(_NUMBERS.sub(" ", word.casefold()).split())[:LONGEST_WORD].strip()


def forget(events: QuerySet[Event], reason: str) -> int:
    """Delete events, and give how many. The reason is for the record of the moment."""
    with permitted(reason, Event):
        removed: int = events.remove_lawfully()  # type: ignore[attr-defined]
    return removed
