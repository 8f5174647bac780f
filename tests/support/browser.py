"""A real browser on phone and desktop, watched: no page may ask anything of another machine."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
]  # fmt: skip
SIZES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True,
        "device_scale_factor": 2,
    },
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}  # fmt: skip
# Waits for what moves and ends by itself, two seconds at most.
STANDING_STILL = """() => Promise.race([
  new Promise(resolve => setTimeout(resolve, 2000)),
  Promise.allSettled(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished)),
])"""
VIOLATIONS = "async options => (await axe.run(document, options)).violations"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests of this process."""
    # Playwright keeps an event loop in this thread; Django would refuse every query beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        path = find_chromium(playwright.chromium.executable_path)
        if not path:
            refuse_or_skip("no Chromium here (apt-get install chromium, or CHROMIUM=path)")
        with playwright.chromium.launch(executable_path=path, args=QUIET) as chromium:
            yield chromium


def find_chromium(playwrights_own: str) -> str | None:
    """The browser that was named, else one on the path, else Playwright's own, else None."""
    named = os.environ.get("CHROMIUM") or next(filter(shutil.which, NAMES), None)
    if named:
        return shutil.which(named)
    return playwrights_own if Path(playwrights_own).exists() else None


def refuse_or_skip(reason: str) -> None:
    """Skip aloud; where the whole suite must run (CI) fail instead."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Opens a page on "phone" or "desktop", with Playwright's options for its context."""
    with ExitStack() as opened:

        def open_page(size: str, **options: Any) -> Page:
            return opened.enter_context(watched_page(browser, SIZES[size] | options))

        yield open_page


@contextmanager
def watched_page(browser: Browser, options: dict[str, Any]) -> Iterator[Page]:
    """A page with cookies of its own that must ask nothing of another machine."""
    foreign: list[str] = []
    with browser.new_context(locale="da-DK", **options) as context:
        context.on("request", lambda request: note_foreign(request.url, foreign))
        yield context.new_page()
    assert not foreign, f"the page asked other machines: {foreign}"


def note_foreign(address: str, foreign: list[str]) -> None:
    """Note an address that is neither this machine nor part of the page itself."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme in {"http", "https", "ws", "wss"} and not is_here(host):
        foreign.append(address)


def is_here(host: str) -> bool:
    """Tell whether a host name means this machine."""
    return host in {"localhost", "127.0.0.1"} or host.endswith(".localhost")


@pytest.fixture
def page_phone(new_page: NewPage) -> Page:
    """A page on a phone."""
    return new_page("phone")


@pytest.fixture
def page_desktop(new_page: NewPage) -> Page:
    """A page on a desktop."""
    return new_page("desktop")


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Lists what axe-core finds against WCAG 2.2 AA on a page, each with its elements."""
    return violations


def violations(page: Page, standards: Sequence[str] = STANDARDS) -> list[str]:
    """What axe-core finds on a page against these standards, each with its elements."""
    tags = {"type": "tag", "values": standards}
    # No rule of these needs films loaded first, and only violations are read.
    options = {"runOnly": tags, "resultTypes": ["violations"], "preload": False}
    # A message that is still fading in has less contrast than it will have.
    page.evaluate(STANDING_STILL)
    # A page that was judged in another size has axe already; Wagtail's own is another one.
    if not page.evaluate("() => window.judged === true"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate("() => { window.judged = true }")
    return [describe(violation) for violation in page.evaluate(VIOLATIONS, options)]


def describe(violation: dict[str, Any]) -> str:
    """One violation in one line: which rule, and where."""
    where = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {where}"
