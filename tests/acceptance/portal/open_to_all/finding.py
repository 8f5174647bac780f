"""Every page of a portal, found from its routes and from the links on the pages themselves."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from urllib.parse import quote, urljoin, urlsplit

from playwright.sync_api import Page

from tests.acceptance.portal.open_to_all.excused import EXCUSED
from tests.acceptance.portal.open_to_all.routes import case_of, portal_routes, route_of
from tests.support.site import LiveSite

# An address of a case may show no page where another does: a time that is gone, say.
TRIES = 3
HREF = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]+)\"")
# What a question in the address makes of a page: no link leads to all of these.
ASKED = {
    "search with hits": "/soeg/?q=" + quote("kursus i dansk"),
    "search without a hit": "/soeg/?q=xyzxyz",
    "a week of the calendar": "/kalender/?vis=uge",
    "a month of the calendar": "/kalender/?vis=maaned",
    "a list on a map": "/ledige-stillinger/?vis=kort",
    "a refused login": "/log-ind/mitid/retur/?error=access_denied",
    "a page that is not there": "/findes/ikke/",
    "a filter that is not there": "/kurser/?level=findes-ikke",
    "a filtered list": "/videoer/?language=da&topics=cv",
}
ASKED_BY_CITIZENS = {
    "everything on Min side": "/?alt=1",
    "a week of one's own": "/kalender/min/?vis=uge",
    "a month of one's own": "/kalender/min/?vis=maaned",
}
# Where a citizen's own things stand: an item met there is one she has had to do with.
OWN_FIRST = ("/mit-overblik/", "/gemt/", "/kalender/min/", "/indbakke/")


@dataclass(frozen=True)
class Answer:
    """What came back; `leads_to` is empty but for a redirection."""

    is_page: bool
    text: str
    leads_to: str


def asker(site: LiveSite, page: Page, municipality: str) -> Callable[[str], Answer]:
    """Asks a municipality's portal for pages as this browser's reader, without drawing them."""
    host = urlsplit(site.url("/", municipality)).netloc
    kept = page.context.cookies(site.url("/", municipality))
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in kept)

    def ask(path: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
        connection.request("GET", path, headers={"Host": host, "Cookie": cookie})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        assert answer.status < 500, f"{path} answers {answer.status}"
        is_page = answer.status == 200 and "<html" in text
        return Answer(is_page, text, answer.headers.get("Location", ""))

    return ask


def pages_found(
    ask: Callable[[str], Answer], more: Iterable[str] = (), asked: Mapping[str, str] = ASKED
) -> dict[str, str]:
    """An address of each case of a page, by the case's name. Nobody links to `more`."""
    found: dict[str, str] = {}
    tries: Counter[str] = Counter()
    waiting = deque([*OWN_FIRST, "/", *more, *sorted(_without_keys())])
    while waiting:
        path = waiting.popleft()
        case = case_of(path)
        if not case or case in found or route_of(path) in EXCUSED or tries[case] == TRIES:
            continue
        tries[case] += 1
        answer = ask(path)
        if answer.is_page:
            found[case] = path
        waiting.extend(_paths(path, [answer.leads_to] if answer.leads_to else _links(answer.text)))
    return found | dict(asked)


def _without_keys() -> Iterable[str]:
    return (f"/{route}" for route in portal_routes() if "<" not in route)


def _links(text: str) -> list[str]:
    return [unescape(found) for found in HREF.findall(text)]


def _paths(base: str, links: Iterable[str]) -> Iterable[str]:
    """The links that stay in this portal, without what they ask."""
    for link in links:
        parts = urlsplit(urljoin(base, link))
        if not parts.scheme or (parts.hostname or "").endswith(".localhost"):
            yield parts.path


def routes_of(pages: Iterable[str]) -> set[str]:
    """The routes that these addresses are answered by."""
    return {route_of(urlsplit(path).path) for path in pages}
