"""How the portal would be with some drafts in force: a book made of them, and what would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from cms.citizens.personas import language_of, personas
from cms.declarations import current
from cms.library.models import Item
from cms.municipalities.models import Municipality
from cms.personalisation.book import Book, read_book
from cms.personalisation.draft_models import Draft
from cms.personalisation.feed import feed
from cms.personalisation.publishing import checked, in_order
from cms.personalisation.reasons import reasons
from cms.personalisation.trial import trying
from cms.personalisation.trials import persona_citizen
from cms.personalisation.viewer import Viewer

# How much of a list one sees without scrolling far.
FIRST = 8


def book_with(drafts: Sequence[Draft]) -> Book:
    """Read the book as it would be with the drafts in force; nothing of it is kept.

    Raises NotInOrder.
    """
    with transaction.atomic():
        for draft in in_order(drafts):
            checked(draft, in_all_languages=False).save()
        book = read_book(f"trial {uuid4().hex}")
        transaction.set_rollback(True)
    return book


@dataclass(frozen=True)
class Change:
    """What becomes of one item in a list: ``kind`` is "in", "out", "up" or "down"."""

    kind: str
    title: str
    reason: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class List:
    """One list of one reader: as it is, as it would be, and what is different."""

    name: str
    before: list[str]
    after: list[str]
    changes: list[Change]


@dataclass(frozen=True)
class Reader:
    """A persona or a visitor, with their lists."""

    name: str
    shown_as: str
    lists: list[List] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many changes there are in all lists."""
        return sum(len(one.changes) for one in self.lists)


def readers(book: Book, home: Municipality, types: Sequence[str], language: str) -> list[Reader]:
    """Compare what each persona and a visitor meet now with what they would meet."""
    rooms = {_("Forsiden"): (), room_name(types, language): tuple(types_of_room(types))}
    return [
        Reader(name, shown_as, [_compared(book, viewer, *room) for room in rooms.items()])
        for name, shown_as, viewer in _viewers(home)
    ]


def _viewers(home: Municipality) -> Iterator[tuple[str, str, Viewer]]:
    for name, persona in personas().items():
        spoken = language_of(persona) or "da"
        citizen = persona_citizen(name, home, spoken)
        yield name, persona.shown_as, Viewer(home, citizen, spoken)
    yield "visitor", _("En besøgende uden login"), Viewer(home)


def types_of_room(types: Sequence[str]) -> list[str]:
    """The types that share a room with the first of these; those of the first room by default."""
    declared = current().content_types
    first = next((one for one in types if one in declared), next(iter(declared), ""))
    room = declared[first].settings.room if first else ""
    return [name for name, one in declared.items() if one.settings.room == room]


def room_name(types: Sequence[str], language: str) -> str:
    """What the room is called here: by what stands in it."""
    declared = current().content_types
    labels = [declared[one].labels.in_language(language).many for one in types_of_room(types)]
    return ", ".join(labels)


def _compared(book: Book, viewer: Viewer, name: str, types: Sequence[str]) -> List:
    before, _why = _met(viewer, types)
    with trying(book):
        fresh = Viewer(viewer.municipality, viewer.citizen, viewer.language, viewer.now)
        after, why = _met(fresh, types)
    changes = list(_changes(before, after, why))
    return List(name, list(before.values()), list(after.values()), changes)


def _met(viewer: Viewer, types: Sequence[str]) -> tuple[dict[int, str], dict[int, str]]:
    """The titles of what stands first, in order, and the reasons."""
    found: list[Item] = list(feed(viewer, types=types)[:FIRST])
    told = reasons(viewer, found)
    return (
        {item.pk: item.listed_title for item in found},
        {pk: reason.text for pk, reason in told.items()},
    )


def _changes(
    before: dict[int, str], after: dict[int, str], why: dict[int, str]
) -> Iterator[Change]:
    old = {pk: place for place, pk in enumerate(before, start=1)}
    new = {pk: place for place, pk in enumerate(after, start=1)}
    for pk, title in after.items():
        if pk not in old:
            yield Change("in", title, why.get(pk, ""), None, new[pk])
        elif _has_moved(pk, before, after):
            kind = "up" if new[pk] < old[pk] else "down"
            yield Change(kind, title, why.get(pk, ""), old[pk], new[pk])
    for pk, title in before.items():
        if pk not in new:
            yield Change("out", title, "", old[pk], None)


def _has_moved(pk: int, before: dict[int, str], after: dict[int, str]) -> bool:
    """Whether it stands elsewhere among those that are in both lists."""
    shared_before = [one for one in before if one in after]
    shared_after = [one for one in after if one in before]
    return shared_before.index(pk) != shared_after.index(pk)
