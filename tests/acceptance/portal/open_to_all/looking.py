"""One process of the run over the whole matrix: a browser that judges load after load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.queues import Queue
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.acceptance.portal.open_to_all.judging import ROUND, judged, load, show
from tests.acceptance.portal.open_to_all.loads import Load
from tests.acceptance.portal.open_to_all.noted import Verdict
from tests.support.browser import QUIET, SIZES, watched_page

# A browser grows with every page that it has shown.
LOADS_OF_A_BROWSER = 100
TRIES = 2
DANISH_ONLY = frozenset({"nobody's host"})
LOOKED_AT = {**SIZES["phone"], "device_scale_factor": 1, "reduced_motion": "reduce"}
# By reader: cookies and the rest of what a browser keeps of a log-in.
Kept = Mapping[str, Any]


def look_on(
    chromium: str, kept: Kept, waiting: Queue[Load | None], told: Queue[list[Verdict]]
) -> None:
    """Judge what waits until there is no more."""
    is_over = False
    while not is_over:
        with opened(chromium, kept) as pages:
            for _number in range(LOADS_OF_A_BROWSER):
                one = waiting.get()
                if one is None:
                    is_over = True
                    break
                told.put(verdicts(pages[one.reader], one))


@contextmanager
def opened(chromium: str, kept: Kept) -> Iterator[dict[str, Page]]:
    """A browser with a page for each reader."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=QUIET) as browser,
        reading(browser, kept) as pages,
    ):
        yield pages


@contextmanager
def reading(browser: Browser, kept: Kept) -> Iterator[dict[str, Page]]:
    """A page for each reader, as that reader's browser was kept."""
    if not kept:
        yield {}
        return
    [reader, *rest] = kept
    with (
        watched_page(browser, LOOKED_AT | {"storage_state": kept[reader]}) as page,
        reading(browser, {name: kept[name] for name in rest}) as others,
    ):
        # Sent once, not with every page.
        page.add_init_script(AXE_SCRIPT)
        yield {reader: page, **others}


def verdicts(page: Page, one: Load) -> list[Verdict]:
    """What is found in each state; a page that doesn't come in time is tried once more."""
    for turn in range(TRIES):
        try:
            return list(_verdicts(page, one))
        except (AssertionError, Error) as fault:
            said = f"could not be judged: {fault}".splitlines()[0]
            if turn == TRIES - 1:
                return [Verdict(one.reader, it, "none", (said,)) for it in one.states()]
    return []


def _verdicts(page: Page, one: Load) -> Iterator[Verdict]:
    show(page, *ROUND[0])
    load(page, one.path, one.language)
    came, meant = urlsplit(page.url).path, urlsplit(one.path).path
    assert came == meant, f"{meant} leads on to {came}"
    spoken = page.evaluate("document.documentElement.lang")
    # Where there is no such municipality, nobody says which languages it speaks.
    assert spoken == one.language or one.page in DANISH_ONLY, f"it speaks {spoken}"
    for state, it in zip(one.states(), judged(page, one.page, ROUND), strict=True):
        yield Verdict(one.reader, state, it.rules, it.faults)
