"""In which order the whole matrix is judged: a page is loaded once in each theme and language."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tests.acceptance.portal.open_to_all.covering import whole
from tests.acceptance.portal.open_to_all.judging import ROUND
from tests.acceptance.portal.open_to_all.matrix import FACTORS, Pages, State


@dataclass(frozen=True)
class Load:
    """A page of one reader's in one theme and language, to be judged in each look and size."""

    reader: str
    page: str
    theme: str
    language: str
    path: str

    def states(self) -> list[State]:
        """In the order in which they are judged."""
        return [State(self.page, self.theme, self.language, *one) for one in ROUND]


def all_loads(found: Mapping[str, Pages]) -> list[Load]:
    """Every page of every reader in each theme and language, in rounds.

    Each page stands in each round once, in another theme and language: a run that is stopped has
    looked at all pages about as often. Within a round a theme's pages follow one another: for
    another municipality's site the browser starts another process.
    """
    rounds = [
        (number, load)
        for reader, pages in found.items()
        for case in sorted({case for one in pages.values() for case in one})
        for number, load in enumerate(_shuffled(reader, case, pages))
    ]
    return [load for _number, load in sorted(rounds, key=_turn)]


def _turn(numbered: tuple[int, Load]) -> tuple[int, str, str]:
    number, load = numbered
    return number, load.reader, load.theme


def _shuffled(reader: str, case: str, pages: Pages) -> Iterator[Load]:
    themes = [theme for theme, found in pages.items() if case in found]
    rows = list(whole({"theme": themes, "language": FACTORS["language"]}))
    random.Random(f"{reader} {case}").shuffle(rows)
    for row in rows:
        yield Load(reader, case, row["theme"], row["language"], pages[row["theme"]][case])


def left(loads: Collection[Load], clean: Collection[tuple[str, State]]) -> list[Load]:
    """Those with a state that isn't known to be clean."""
    return [one for one in loads if any((one.reader, it) not in clean for it in one.states())]
