"""The readers that pages are met by: a visitor, and five citizens with lives of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from playwright.sync_api import Page

from cms.citizens.declared import asked_attributes
from cms.competences.declared import the_test
from scripts.visits import log_in
from tests.acceptance.portal.open_to_all.excused import EXCUSED
from tests.acceptance.portal.open_to_all.finding import (
    ASKED,
    ASKED_BY_CITIZENS,
    asker,
    pages_found,
    routes_of,
)
from tests.acceptance.portal.open_to_all.matrix import Pages
from tests.acceptance.portal.open_to_all.people import PEOPLE
from tests.acceptance.portal.open_to_all.routes import portal_routes
from tests.support.site import LiveSite

# Who has answered is asked no more, but may come back.
QUESTIONS = [f"/om-dig/spoergsmaal/{name}/" for name in asked_attributes()]
# The test leads on to whichever question is next.
TESTED = [f"/kompetencer/test/{name}/" for name in list(the_test().questions)[:1]]
# Where no municipality is chosen, or a wrong one.
NATION = {
    "the common front": "http://localhost:{port}/",
    "nobody's host": "http://nowhere.localhost:{port}/",
    "nobody's path": "http://localhost:{port}/nowhere/",
}
CODE = "from tests.acceptance.portal.open_to_all.lives import live; live()"


@cache
def lived(site: LiveSite) -> dict[str, dict[str, Any]]:
    """Give the people their lives, once; what came of it, by municipality."""
    said = site.manage("shell", "--verbosity", "0", "-c", CODE)
    told: dict[str, dict[str, Any]] = json.loads(said.strip().splitlines()[-1])
    return told


def pages_of_the_nation(site: LiveSite) -> Pages:
    """The pages outside of any municipality, with their whole addresses."""
    return {"national": {name: one.format(port=site.port) for name, one in NATION.items()}}


def pages_of_visitors(site: LiveSite, page: Page, places: Iterable[str] = PEOPLE) -> Pages:
    """Every page that somebody who isn't logged in can meet, by municipality."""
    return {place: pages_found(asker(site, page, place)) for place in places}


def pages_of_citizens(site: LiveSite, page: Page, places: Iterable[str] = PEOPLE) -> Pages:
    """Every page that the citizens can meet; the browser is logged in as each at home."""
    told = lived(site)
    asked = {name: path for name, path in ASKED.items() if "log-ind" not in path}
    found = {}
    for place in places:
        log_in(page, site.url("/", place), PEOPLE[place])
        ask = asker(site, page, place)
        more = [*told[place]["unlinked"], *QUESTIONS, *TESTED]
        found[place] = pages_found(ask, more, asked | ASKED_BY_CITIZENS)
    return found


def never_visited(*pages: Pages) -> set[str]:
    """The portal's routes that none of these pages is answered by, and that nobody excused."""
    visited = {
        route for many in pages for found in many.values() for route in routes_of(found.values())
    }
    return set(portal_routes()) - visited - set(EXCUSED)
