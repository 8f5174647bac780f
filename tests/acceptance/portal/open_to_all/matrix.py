"""Page states: a page in a theme, a language, a look and a size; and what axe finds in each."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from playwright.sync_api import Page

from tests.acceptance.portal.open_to_all.covering import covering
from tests.acceptance.portal.open_to_all.judging import SAMPLES, judged, load, show
from tests.conftest import SEED
from tests.support.browser import SIZES

# Each page narrow and by ear in every way, not in one of them; axe's whole is in `whole.py`.
WHOLE = os.environ.get("WHOLE_MATRIX") == "1"
FACTORS: Mapping[str, Sequence[str]] = {
    "language": [code for code, _name in settings.LANGUAGES],
    "look": ["light", "dark"],
    "size": list(SIZES),
}
# States of each page that are judged: both looks and sizes.
FEW = 2
# By theme: the address of each case of a page.
Pages = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, order=True)
class State:
    """One page as one reader meets it."""

    page: str
    theme: str
    language: str
    look: str
    size: str


def chosen(pages: Pages, seed: int = SEED) -> Iterator[State]:
    """A covering choice of every page's states."""
    chance = random.Random(seed)
    for case in sorted({case for found in pages.values() for case in found}):
        themes = [theme for theme, found in pages.items() if case in found]
        for row in covering({"theme": themes, **FACTORS}, chance, FEW):
            yield State(case, **row)


def in_turn(pages: Mapping[str, str], part: int, parts: int) -> Iterator[tuple[str, str]]:
    """The cases of pages whose turn it is in this part, with their addresses; samples never are.

    All of them where the whole matrix is asked for, else each in one of the parts, by the seed.
    """
    found = [(name, path) for name, path in pages.items() if SAMPLES not in name]
    for number, one in enumerate(found):
        if WHOLE or (number + SEED) % parts == part:
            yield one


def faults_in(
    page: Page, states: Iterable[State], address: Callable[[State], str]
) -> Iterator[str]:
    """What axe finds in each state; a page is loaded once for all its looks and sizes."""
    by_page = groupby(sorted(states), key=lambda one: (one.page, one.theme, one.language))
    for _page, alike in by_page:
        found = list(alike)
        first = found[0]
        show(page, first.look, first.size)
        load(page, address(first), first.language)
        looks = [(one.look, one.size) for one in found]
        for state, one in zip(found, judged(page, first.page, looks), strict=True):
            yield from (f"{state}: {fault}" for fault in one.faults)


def judge(
    page: Page, states: Sequence[State], address: Callable[[State], str]
) -> tuple[list[str], str]:
    """The faults, and one line that says how many states that were and how long it took."""
    begun = time.monotonic()
    faults = list(faults_in(page, states, address))
    seconds = time.monotonic() - begun
    kind = f"a covering choice, seed {SEED}"
    pages = len({one.page for one in states})
    return faults, f"{len(states)} page states of {pages} pages ({kind}) in {seconds:.0f} s"
