"""`make whole-matrix`: axe on every page in every theme, language, look and size.

A page is loaded once in each theme and language, and judged in its four looks and sizes. What was
judged is noted in `.runtime/whole-matrix`: a stopped run goes on where it was, and a run after a
mend judges anew what had faults. `--anew` begins from the start, `--processes 2` says how many
browsers look at once.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from queue import Empty
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from playwright.sync_api import sync_playwright

from scripts.steps import ROOT
from tests.acceptance.portal.open_to_all.loads import Load, all_loads, left
from tests.acceptance.portal.open_to_all.looking import LOOKED_AT, look_on
from tests.acceptance.portal.open_to_all.matrix import Pages
from tests.acceptance.portal.open_to_all.noted import Notes, Verdict
from tests.support.browser import QUIET, find_chromium, watched_page
from tests.support.site import LiveSite, running_site

NOTES = ROOT / ".runtime" / "whole-matrix" / "judged.jsonl"
TOLD_EVERY = 100
SECONDS_TO_LOOK = 300


def main() -> int:
    """Judge what isn't known to be clean, and tell."""
    chosen = _arguments()
    # Who is stopped stops the servers and the browsers too.
    signal.signal(signal.SIGTERM, lambda *_more: sys.exit(1))
    import django

    django.setup()
    from tests.support.nation import kept_folder

    notes = Notes(NOTES)
    if chosen.anew:
        notes.forget()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(kept_folder(), Path(folder) / "runtime") as site,
    ):
        chromium, kept, found = _found(site)
        loads = all_loads(found)
        clean = {key for key, one in notes.read().items() if not one.faults}
        waiting = left(loads, clean)
        print(f"{len(waiting)} of {len(loads)} pages to load, each judged four times", flush=True)
        begun = time.monotonic()
        _look(chromium, kept, waiting, notes, chosen.processes)
        minutes = (time.monotonic() - begun) / 60
    return tell(loads, notes.read().values(), minutes)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make whole-matrix", description=__doc__)
    parser.add_argument("--anew", action="store_true")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _found(site: LiveSite) -> tuple[str, dict[str, Any], dict[str, Pages]]:
    """The browser, what each reader's browser keeps, and every reader's pages by whole address."""
    from tests.acceptance.portal.open_to_all.readers import (
        pages_of_citizens,
        pages_of_the_nation,
        pages_of_visitors,
    )

    with sync_playwright() as playwright:
        chromium = find_chromium(playwright.chromium.executable_path)
        if not chromium:
            sys.exit("no Chromium here: scripts/chromium.sh finds or installs one")
        with (
            playwright.chromium.launch(executable_path=chromium, args=QUIET) as browser,
            watched_page(browser, LOOKED_AT) as page,
        ):
            visitors = _addressed(site, pages_of_visitors(site, page))
            citizens = _addressed(site, pages_of_citizens(site, page))
            logged_in = page.context.storage_state()
    found: dict[str, Pages] = {
        "visitor": {**visitors, **pages_of_the_nation(site)},
        "citizen": citizens,
    }
    return chromium, {"visitor": None, "citizen": logged_in}, found


def _addressed(site: LiveSite, pages: Pages) -> Pages:
    return {
        theme: {case: site.url(path, theme) for case, path in found.items()}
        for theme, found in pages.items()
    }


def _look(
    chromium: str, kept: Mapping[str, Any], loads: list[Load], notes: Notes, processes: int
) -> None:
    """Let so many browsers look at the loads, and note what they say as it comes."""
    context = multiprocessing.get_context("spawn")
    waiting, told = context.Queue(), context.Queue()
    # Who is stopped need not wait until somebody has taken what waits.
    waiting.cancel_join_thread()
    for one in [*loads, *[None] * processes]:
        waiting.put(one)
    at_work = [
        context.Process(target=look_on, args=(chromium, kept, waiting, told), daemon=True)
        for _number in range(processes)
    ]
    for one in at_work:
        one.start()
    for number in range(1, len(loads) + 1):
        try:
            verdicts = told.get(timeout=SECONDS_TO_LOOK)
        except Empty:
            sys.exit("the browsers say nothing any more; begin again, and it goes on from here")
        notes.write(verdicts)
        _cry(verdicts)
        if number % TOLD_EVERY == 0:
            print(f"{time.strftime('%H:%M')} {number} of {len(loads)} loaded", flush=True)
    for one in at_work:
        one.join()


def _cry(verdicts: Iterable[Verdict]) -> None:
    for one in verdicts:
        for fault in one.faults:
            print(f"{one.reader}: {one.state}: {fault}", flush=True)


def tell(loads: Iterable[Load], known: Iterable[Verdict], minutes: float) -> int:
    """Say what was judged, what failed and what is left; 1 where anything did or is."""
    wanted = {(one.reader, state) for one in loads for state in one.states()}
    mine = [one for one in known if one.key in wanted]
    judged = [one for one in mine if one.rules != "none"]
    rules = Counter(one.rules for one in judged)
    pages = {(one.reader, one.state.page) for one in judged}
    faulty = [one for one in mine if one.faults]
    print(f"{len(judged)} of {len(wanted)} states of {len(pages)} pages are judged:")
    print(f"{rules['all']} by all rules, {rules['colours']} that differ in colour by those of it.")
    print(f"This run took {minutes:.0f} minutes. {len(faulty)} states have faults.")
    kinds = Counter((one.state.page, fault) for one in faulty for fault in one.faults)
    for (page, fault), count in kinds.most_common():
        print(f"{count:5} x {page}: {fault}")
    return 1 if faulty or len(judged) < len(wanted) else 0


if __name__ == "__main__":
    sys.exit(main())
