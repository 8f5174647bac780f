"""Somebody who goes through a page with the keyboard alone, and minds what each stop is like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

STOP = Path(__file__).with_name("stop.js").read_text()
MOST = 250
SKIP = "Gå til indholdet"


class Keyboard:
    """Tab, Enter, Space and arrows on a page; `faults` are those of every stop on the way."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []

    def on(self, key: str = "Tab") -> dict[str, Any]:
        """Press a key that moves focus, and mind the stop that it leads to."""
        self.page.keyboard.press(key)
        stop: dict[str, Any] = self.page.evaluate(STOP)
        place = self.page.url.split("/", 3)[-1]
        self.faults += [f"/{place}: {fault}" for fault in stop["faults"]]
        return stop

    def skip(self) -> None:
        """The first stop of a page leads past what stands on every page."""
        first = self.on()
        assert first["said"] == SKIP, first
        self.page.keyboard.press("Enter")
        expect(self.page.locator("main")).to_be_focused()
        self.page.evaluate("window.stoodOn = null")

    def to(self, words: str, *, within: str = "") -> None:
        """Go on to the control that is called so, or whose name begins so."""
        passed = []
        for _press in range(MOST):
            stop = self.on()
            if stop["said"].startswith(words) and self._is_within(within):
                return
            passed.append(stop["said"])
        raise AssertionError(f"{words!r} is never met; {passed}")

    def _is_within(self, place: str) -> bool:
        return not place or self.page.locator(f"{place} :focus").count() > 0

    def press(self, words: str, *, within: str = "", key: str = "Enter") -> None:
        """Go on to a control and press it."""
        self.to(words, within=within)
        self.page.keyboard.press(key)

    def follow(self, words: str, *, within: str = "", key: str = "Enter") -> None:
        """Press what opens another page, and wait until that stands there."""
        self.to(words, within=within)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def send(self, words: str, said: str, *, within: str = "") -> None:
        """Send a form by its button; focus lands on the message that says what came of it."""
        self.follow(words, within=within)
        message = self.page.locator("main .notice:focus")
        expect(message).to_contain_text(said)
        expect(message).to_be_in_viewport()

    def open(self, address: str) -> None:
        """Open a page by its address and go past its head."""
        self.page.goto(address)
        self.skip()
