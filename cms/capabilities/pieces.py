"""What capabilities hand to the doors: pieces of pages, outcomes, appointments and the like."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Small:
    """A fragment that takes no room of its own: a sign and a word in a row with others.

    Pressed, it opens what the fragment's template says; where there is a `press`, it does that
    action of `act` at once. `is_on` says that the citizen has done it.
    """

    icon: str
    label: str
    is_on: bool = False
    press: str = ""


@dataclass(frozen=True)
class Fragment:
    """A piece of an item's page: a template and what it needs.

    What one came for, such as signing up, comes before the long text; the rest after it. What one
    may do beside that, such as saving it, is `small`. One that says no more than some declared
    fields `only_tells` them: it is left out where another piece tells them beside what one can do.
    """

    template: str
    context: Mapping[str, Any]
    comes_first: bool = False
    small: Small | None = None
    only_tells: Collection[str] = ()


@dataclass(frozen=True)
class Outcome:
    """What came of a citizen's action: a sentence for the citizen, and whether it succeeded.

    An empty sentence says nothing: what a page does by itself, every few seconds.
    """

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

    What is over comes after what one can go on with.
    `only` names the appointments it is about, by their keys, where it isn't all of the item's.
    `takes_part` says that the citizen has had to do with the item itself: done it, or a seat.
    """

    item_id: int
    text: str
    is_over: bool = False
    only: frozenset[str] = frozenset()
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
    is_moved: bool = False


@dataclass(frozen=True)
class AppointmentChange:
    """A time as it was told, and as it is now; None where nothing has come in its place."""

    before: Appointment
    after: Appointment | None

    @property
    def matters(self) -> bool:
        """Whether one who was coming must do something else; a new note alone is nothing."""
        if self.after is None:
            return not self.before.is_cancelled
        times = self.before.starts, self.before.is_cancelled
        return times != (self.after.starts, self.after.is_cancelled)

    def is_ahead(self, now: datetime) -> bool:
        """Whether it is still to come, as it was or as it is."""
        return self.before.starts >= now or (self.after is not None and self.after.starts >= now)


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


@dataclass(frozen=True)
class Paper:
    """Something that a citizen has got and keeps, such as a certificate: where it is, and a file.

    `download` is empty where there is no file to take along.
    """

    title: str
    text: str
    url: str
    download: str = ""


@dataclass(frozen=True)
class Sheet:
    """What a desk gives as a file: its name without ending, and rows of which the first names.

    Cells are made safe by the door that writes the file.
    """

    name: str
    rows: Sequence[Sequence[str]]
