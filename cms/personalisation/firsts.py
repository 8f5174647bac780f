"""The first of several lists at once: a page with many lists asks for them in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cms.databases.one_statement import ask_together
from cms.personalisation.shelf_list import ShelfList


class Listed(NamedTuple):
    """An item as lists name it."""

    pk: int
    type_name: str
    slug: str


def first_of_each(lists: Sequence[tuple[ShelfList, int]]) -> list[list[Listed]]:
    """The first so many of each list, in its order."""
    rows = ask_together([one.statement().numbered(most) for one, most in lists])
    return [[Listed(*named) for _number, *named in sorted(found)] for found in rows]


def first_of(one: ShelfList, most: int) -> list[Listed]:
    """The first so many of one list."""
    return first_of_each([(one, most)])[0]


def all_of_list(one: ShelfList) -> list[Listed]:
    """The whole list."""
    [rows] = ask_together([one.statement().numbered()])
    return [Listed(*named) for _number, *named in sorted(rows)]
