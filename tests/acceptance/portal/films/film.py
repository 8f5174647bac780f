"""A walk that is filmed: every scene is minded, photographed, and can be looked at afterwards."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import Page, Response, expect

from tests.acceptance.portal.films.frames import Frames
from tests.support.site import LiveSite

# On a picture of a whole page the bar at its foot would stand in the middle of everything.
HIDE = "(bars, how) => bars.forEach(bar => { bar.style.visibility = how; })"
# Whether something stands outside the window, so that one has to push the page sideways.
STICKS_OUT = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


class Film:
    """One person's walk: a browser of their own, and a folder with a picture of each scene.

    `page` is where they are; `scene` ends each part of the walk. The folder holds
    `01-words-of-the-scene.png` and so on, and where the walk `is_kept` also `film.webm`, once it
    is `over`.
    """

    def __init__(
        self, page: Page, site: LiveSite, home: str, folder: Path, *, is_kept: bool
    ) -> None:
        self.page = page
        self.site = site
        self.home = home
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._scenes = 0
        self._faults: list[str] = []
        self._frames = Frames(page) if is_kept else None
        page.on("response", self._mind)

    def go(self, path: str = "/") -> None:
        """Open a page of one's own municipality by its address, as by a bookmark."""
        self.page.goto(self.site.url(path, self.home))

    def log_in(self, person: str) -> None:
        """Log in as one of the demo's people, from the municipality's front page."""
        self.site.log_in(self.page, person)

    def scene(self, words: str, *, whole: bool = False) -> None:
        """Mind and photograph what stands there now; `whole` also what is further down.

        A scene has one heading that says where one is, nothing sticks out sideways, and nothing
        on the way to it failed.
        """
        assert not self._faults, f"{words}: {self._faults}"
        expect(self.page.locator("h1")).to_have_count(1)
        assert not self.page.evaluate(STICKS_OUT), f"{words}: sticks out at {self.page.url}"
        self._scenes += 1
        name = f"{self._scenes:02}-{words.replace(' ', '-')}.png"
        bar = self.page.locator(".bottombar")
        bar.evaluate_all(HIDE, "hidden" if whole else "")
        self.page.screenshot(path=self.folder / name, full_page=whole)
        bar.evaluate_all(HIDE, "")

    def over(self) -> None:
        """The walk is done: write the film."""
        if self._frames:
            self._frames.write(self.folder)

    def _mind(self, response: Response) -> None:
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._faults.append(f"{response.status} {response.url}")
