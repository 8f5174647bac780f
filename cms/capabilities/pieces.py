"""What capabilities hand to the doors: pieces of pages, outcomes, appointments and the like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Fragment:
    """A piece of an item's page: a template and what it needs.

    What one came for, such as signing up, comes before the long text; the rest after it.
    """

    template: str
    context: Mapping[str, Any]
    comes_first: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a citizen's action: a sentence for the citizen, and whether it succeeded."""

    message: str
    succeeded: bool = True


@dataclass(frozen=True)
class Switch:
    """Something that a citizen turns on and off right on an item's card.

    `icon` is a sign, `label` what it is; `turn_on` and `turn_off` are the actions that `act` takes.
    """

    icon: str
    label: str
    turn_on: str
    turn_off: str
    is_on: bool


@dataclass(frozen=True)
class Happening:
    """Something that a citizen did with an item: when, which, and what in a few words."""

    at: datetime
    item_id: int
    text: str


@dataclass(frozen=True)
class Engagement:
    """Something a citizen is doing: the item's primary key, and how it stands in a few words.

    `takes_part` says that the citizen has had to do with the item itself: done it, or a seat.
    """

    item_id: int
    text: str
    takes_part: bool = True


@dataclass(frozen=True)
class Appointment:
    """A time at which an item happens, or at which a citizen is expected. Moments are aware.

    `key` stays the same when the time is moved, so that calendars know it again. `place` and
    `link` say where one goes, on foot and on screen; `note` what changed, in a few words.
    """

    item_id: int
    key: str
    starts: datetime
    ends: datetime | None = None
    place: str = ""
    link: str = ""
    note: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True)
class Remaining:
    """What is left before an item is done, in a few words, and the part of its page to go to."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Desk:
    """What those who own an item look after, such as who comes: a template and what it needs."""

    heading: str
    template: str
    context: Mapping[str, Any]
