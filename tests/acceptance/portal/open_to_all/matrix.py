"""Page states: a page in a theme, a language, a look and a size; and what axe finds in each."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django.conf import settings
from playwright.sync_api import Page

from tests.acceptance.portal.open_to_all.covering import covering, whole
from tests.conftest import SEED
from tests.support.browser import SIZES, STANDARDS, violations

WHOLE = os.environ.get("WHOLE_MATRIX") == "1"
FACTORS: Mapping[str, Sequence[str]] = {
    "language": [code for code, _name in settings.LANGUAGES],
    "look": ["light", "dark"],
    "size": list(SIZES),
}
# States of each page that are judged where the whole matrix isn't asked for: both looks and sizes.
FEW = 2
# Headings nested without jumps, one main, landmarks that can be told apart: not the law, but order.
TAGS = [*STANDARDS, "best-practice"]
# Where whole heads and ways stand as samples beside each other.
SAMPLES = "/komponenter/"
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
    """Every state of every page where the whole matrix is asked for, else a covering choice."""
    pick = whole if WHOLE else partial(covering, chance=random.Random(seed), rows=FEW)
    for case in sorted({case for found in pages.values() for case in found}):
        themes = [theme for theme, found in pages.items() if case in found]
        for row in pick({"theme": themes, **FACTORS}):
            yield State(case, **row)


def in_turn(pages: Mapping[str, str], part: int, parts: int) -> Iterator[tuple[str, str]]:
    """The cases of pages whose turn it is in this part, with their addresses; samples never are.

    All of them where the whole matrix is asked for, else each in one of the parts, by the seed.
    """
    judged = [(name, path) for name, path in pages.items() if SAMPLES not in name]
    for number, found in enumerate(judged):
        if WHOLE or (number + SEED) % parts == part:
            yield found


def faults_in(
    page: Page, states: Iterable[State], address: Callable[[State], str]
) -> Iterator[str]:
    """What axe finds in each state; a page is loaded once for all its looks and sizes."""
    by_page = groupby(sorted(states), key=lambda one: (one.page, one.theme, one.language))
    for _page, alike in by_page:
        for number, state in enumerate(alike):
            page.set_viewport_size(SIZES[state.size]["viewport"])
            page.emulate_media(color_scheme="dark" if state.look == "dark" else "light")
            if number == 0:
                load(page, address(state), state.language)
            for fault in violations(page, STANDARDS if SAMPLES in state.page else TAGS):
                yield f"{state}: {fault}"


def load(page: Page, address: str, language: str) -> None:
    """Open a page in a language, until it stands there."""
    mark = "&" if "?" in address else "?"
    answer = page.goto(f"{address}{mark}sprog={language}", wait_until="domcontentloaded")
    assert answer
    assert answer.status < 500, f"{address} answers {answer.status}"


def judge(
    page: Page, states: Sequence[State], address: Callable[[State], str]
) -> tuple[list[str], str]:
    """The faults, and one line that says how many states that were and how long it took."""
    begun = time.monotonic()
    faults = list(faults_in(page, states, address))
    seconds = time.monotonic() - begun
    kind = "the whole matrix" if WHOLE else f"a covering choice, seed {SEED}"
    pages = len({one.page for one in states})
    return faults, f"{len(states)} page states of {pages} pages ({kind}) in {seconds:.0f} s"
