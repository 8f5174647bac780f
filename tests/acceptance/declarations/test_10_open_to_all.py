"""axe finds no fault on the page for trying the API, under three themes (point 10).

The portal's own pages: tests/acceptance/portal/test_06_axe_visitors.py and its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from cms.library.registry import item_models
from cms.portal.rooms import ROOMS
from tests.support.browser import SIZES, watched_page
from tests.support.site import LiveSite

PHONE = SIZES["phone"]
DESKTOP = SIZES["desktop"]["viewport"]
# A light theme, a warm one, and one whose citizen reads from right to left.
PEOPLE = {"thisted": "demo-karoline", "aarhus": "demo-morten", "odense": "demo-nadia"}
STRANGERS = {
    "the front page": "/",
    "search": "/soeg/?q=" + quote("kursus i dansk"),
    "search without a hit": "/soeg/?q=xyzxyz",
    "the calendar": "/kalender/",
    "a week of it": "/kalender/?vis=uge",
    "a month of it": "/kalender/?vis=maaned",
    "help": "/hjaelp/",
    "the accessibility statement": "/tilgaengelighed/",
    "what we know of you": "/privatliv/",
    "a refused login": "/log-ind/mitid/retur/?error=access_denied",
    "logged out": "/logget-ud/",
    "a page that is not there": "/findes/ikke/",
    "a filter that is not there": "/kurser/?level=findes-ikke",
}
CITIZENS = {
    "Min kalender": "/kalender/min/",
    "Min side": "/",
    "everything": "/?alt=1",
    "the profile": "/min-profil/",
    "a question": "/om-dig/spoergsmaal/looking_for/",
    "the start of the questions": "/om-dig/",
    "the end of the questions": "/om-dig/faerdig/",
    "an answer to change": "/min-profil/svar/interests/",
    "erasing": "/min-profil/slet/",
    "all that is known": "/min-profil/alt/",
    "consents": "/min-profil/samtykker/",
    "who looked": "/min-profil/set-af/",
}
Axe = Callable[[Page], list[str]]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that begins as a phone and is made wide for the desktop."""
    options = {key: value for key, value in PHONE.items() if key != "device_scale_factor"}
    with watched_page(browser, options | {"reduced_motion": "reduce"}) as opened:
        yield opened


@pytest.mark.parametrize("municipality", PEOPLE)
def test_the_page_for_trying_the_api(
    live_site: LiveSite, page: Page, axe: Axe, municipality: str
) -> None:
    """GraphiQL, before and after it is used: asked, its documentation read, a tab closed."""
    here = f"{municipality}, GraphiQL"
    place = live_site.url("/graphiql/", municipality)
    faults = []
    for size, viewport in (("phone", PHONE["viewport"]), ("desktop", DESKTOP)):
        page.set_viewport_size(viewport)
        page.goto(place)
        page.get_by_role("textbox").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        faults += [f"{here} on {size}: {fault}" for fault in axe(page)]
        page.locator(".graphiql-execute-button").click()
        page.locator(".graphiql-response", has_text='"title"').wait_for()
        tabs = page.locator(".graphiql-tab").count()
        page.locator(".graphiql-tab-active .graphiql-tab-close").click()
        page.get_by_label("Show Documentation Explorer").click()
        page.get_by_text("Root Types").wait_for()
        # The tabs glide to their new places; a trial click waits until they stand still.
        page.locator(".graphiql-tab-active .graphiql-tab-close").click(trial=True)
        assert page.locator(".graphiql-tab").count() == tabs - 1
        faults += [f"{here} in use on {size}: {fault}" for fault in axe(page)]
    assert not faults, "\n".join(faults)


def test_a_fault_would_be_found(live_site: LiveSite, page: Page, axe: Axe) -> None:
    """The check itself works under the portal's content security policy."""
    page.goto(live_site.url("/", "vejen"))
    page.evaluate("document.querySelector('h1').outerHTML = '<img src=\"/ikon.svg\">'")
    assert any("image-alt" in fault for fault in axe(page))


def lists() -> dict[str, str]:
    """Every room and every list, and one list with a filter."""
    rooms = {f"the room {room.name}": f"/{room.path}/" for room in ROOMS}
    paths = {name: model.declaration.settings.path for name, model in item_models().items()}
    found = {f"the list of {name}": f"/{path}/" for name, path in paths.items()}
    return rooms | found | {"a filtered list": "/videoer/?language=da&topics=cv"}


def addresses(site: LiveSite, municipality: str, paths: Mapping[str, str]) -> dict[str, str]:
    """Whole addresses on a municipality's own host."""
    return {name: site.url(path, municipality) for name, path in paths.items()}


def details(site: LiveSite, page: Page, municipality: str) -> dict[str, str]:
    """The first item of every list."""
    found: dict[str, str] = {}
    for name, model in item_models().items():
        page.goto(site.url(f"/{model.declaration.settings.path}/", municipality))
        path = page.locator(".card__title a").first.get_attribute("href")
        assert path, f"{municipality} has no {name}"
        found[f"one {name}"] = site.url(path, municipality)
    return found


def faults_on(page: Page, axe: Axe, places: Mapping[str, str]) -> list[str]:
    """What axe finds on each page, in both sizes."""
    faults: list[str] = []
    for name, address in places.items():
        page.set_viewport_size(PHONE["viewport"])
        answer = page.goto(address)
        assert answer
        assert answer.status < 500, f"{address} answers {answer.status}"
        for size, viewport in (("phone", PHONE["viewport"]), ("desktop", DESKTOP)):
            page.set_viewport_size(viewport)
            host = re.sub(r"^https?://|\..*$", "", address)
            faults += [f"{host}, {name} on {size}: {fault}" for fault in axe(page)]
    return faults
