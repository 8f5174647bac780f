"""A page as a screen reader says it: Chromium's accessibility tree, read in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

LINE = re.compile(r"^\s*- '?(?P<role>[a-z]+)(?: \"(?P<name>(?:[^\"\\]|\\.)*)\")?(?P<more>[^:]*)")
CONTROLS = frozenset(
    "button link textbox searchbox combobox checkbox radio slider spinbutton switch".split()
)
LANDMARKS = ("banner", "main", "contentinfo")


@dataclass(frozen=True)
class Said:
    """One thing that is said: its role, its name, and for a heading its level."""

    role: str
    name: str
    level: int


def read(page: Page) -> list[Said]:
    """Everything in the order in which it is read."""
    return list(_parsed(page.locator("body").aria_snapshot()))


def _parsed(snapshot: str) -> Iterator[Said]:
    for line in snapshot.splitlines():
        found = LINE.match(line)
        if found:
            level = re.search(r"level=(\d)", found["more"])
            yield Said(found["role"], found["name"] or "", int(level[1]) if level else 0)


def faults_of(said: Sequence[Said]) -> Iterator[str]:
    """What makes the page hard to find one's way in by ear."""
    yield from _headings([one for one in said if one.role == "heading"])
    yield from _landmarks(said)
    for one in said:
        if one.role in CONTROLS and not one.name:
            yield f"a {one.role} without a name"


def _headings(headings: Sequence[Said]) -> Iterator[str]:
    if [one.level for one in headings].count(1) != 1:
        yield f"{[one.name for one in headings if one.level == 1]} are the page's headings"
    before = 0
    for one in headings:
        if one.level > before + 1:
            yield f"the heading “{one.name}” is of level {one.level} after one of {before}"
        if not one.name:
            yield "a heading without words"
        before = one.level


def _landmarks(said: Sequence[Said]) -> Iterator[str]:
    order = [one.role for one in said if one.role in LANDMARKS]
    if tuple(order) != LANDMARKS:
        yield f"the landmarks are {order}"
    ways = Counter(one.name for one in said if one.role == "navigation")
    yield from (f"{count} ways called “{name}”" for name, count in ways.items() if count > 1)
    if "" in ways:
        yield "a way without a name"
