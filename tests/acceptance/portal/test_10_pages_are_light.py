"""Pages are light: at most twelve statements each, and little server time uncached (point 10).

The statements are asserted one by one, for visitors and for a citizen who has done a lot. Server
time, for which 30 ms is the goal, is printed and held against a known piece of work on the same
machine, with a generous bound, since machines are noisy.
"""

from __future__ import annotations

from statistics import median
from time import thread_time

import pytest
from django.test import Client

from cms.library.registry import item_models
from cms.municipalities.models import Municipality
from tests.my_page.conftest import log_in
from tests.portal.test_page_queries import asked_for, busy
from tests.support.keeping import keeping

__all__ = ["busy", "keeping", "log_in"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keeping")]
MOST = 12
FOR_ALL = (
    *("/", "/soeg/?q=cv", "/soeg/?q=xqzwvk", "/hjaelp/", "/tilgaengelighed/", "/privatliv/"),
    *("/laering/", "/det-sker/", "/markedsplads/", "/moedested/", "/min-kommune/"),
    *("/kalender/", "/ordbog/"),
)
OWN = (
    *("/min-side/", "/mit-overblik/", "/gemt/", "/min-plan/", "/det-foelger-du/"),
    *("/kalender/min/", "/min-profil/", "/indbakke/"),
)
# What each kind of page asks at most: visitors, and a citizen (None: only citizens have it).
# A figure may go down; who lets one go up says why.
STATEMENTS: dict[str, tuple[int | None, int]] = {
    "/": (7, 11),
    "/soeg/?q=cv": (5, 6),
    "/soeg/?q=xqzwvk": (9, 10),
    "/hjaelp/": (1, 1),
    "/tilgaengelighed/": (1, 1),
    "/privatliv/": (1, 1),
    "/laering/": (5, 6),
    "/det-sker/": (5, 6),
    "/markedsplads/": (5, 6),
    "/moedested/": (5, 6),
    "/min-kommune/": (5, 7),
    "/kalender/": (5, 6),
    "/ordbog/": (1, 1),
    "list of activity": (5, 6),
    "a activity": (8, 9),
    "list of article": (5, 6),
    "a article": (7, 8),
    "list of company_event": (5, 6),
    "a company_event": (9, 9),
    "list of company_profile": (4, 5),
    "a company_profile": (8, 10),
    "list of company_video": (4, 5),
    "a company_video": (7, 8),
    "list of course": (5, 6),
    "a course": (7, 8),
    "list of guidance_video": (5, 6),
    "a guidance_video": (8, 9),
    "list of job": (5, 6),
    "a job": (6, 7),
    "list of network": (5, 6),
    "a network": (6, 7),
    "list of talk": (5, 6),
    "a talk": (6, 7),
    "list of vendor_service": (5, 6),
    "a vendor_service": (8, 9),
    "/min-side/": (None, 1),
    "/mit-overblik/": (None, 8),
    "/gemt/": (None, 7),
    "/min-plan/": (None, 2),
    "/det-foelger-du/": (None, 6),
    "/kalender/min/": (None, 8),
    "/min-profil/": (None, 3),
    "/indbakke/": (None, 7),
}
VISITS = 7
# The known work takes about a millisecond, so that 30 times is the goal. Beside many other programs
# pages took 12 to 125 times as long, a busy citizen's front page 280, most of it in making SQL; the
# bound only catches what has become much heavier.
WORK, MOST_TIMES_THE_WORK = 25_000, 500


def pages() -> dict[str, str]:
    """Every kind of page that everybody has, by what it is called here."""
    here = Municipality.objects.get(slug="thisted")
    found = {path: path for path in FOR_ALL}
    for name, model in item_models().items():
        path = model.declaration.settings.path
        slugs = model.objects.on_shelf_of(here).order_by("slug").values_list("slug", flat=True)
        found |= {f"list of {name}": f"/{path}/", f"a {name}": f"/{path}/{slugs[0]}/"}
    return found


def statements(client: Client, wanted: dict[str, str], known: dict[str, int]) -> dict[str, int]:
    """What each page asks the database; a minute that begins meanwhile is no change."""
    return {name: asked_for(client, path, known.get(name, 0)) for name, path in wanted.items()}


def beyond(found: dict[str, int], known: dict[str, int]) -> dict[str, int]:
    """The pages that ask more than is known of them; a new kind of page is known of too."""
    return {name: count for name, count in found.items() if count > known[name]}


def test_what_visitors_pages_ask(nation: object) -> None:
    client = Client(headers={"host": "thisted.localhost"})
    known = {name: count for name, (count, _own) in STATEMENTS.items() if count is not None}
    assert beyond(statements(client, pages(), known), known) == {}
    assert max(known.values()) <= MOST


def test_what_a_busy_citizens_pages_ask(busy: Client) -> None:
    known = {name: count for name, (_visitors, count) in STATEMENTS.items()}
    wanted = pages() | {path: path for path in OWN}
    assert beyond(statements(busy, wanted, known), known) == {}
    assert max(known.values()) <= MOST


def test_server_time(busy: Client) -> None:
    visitor, unit = Client(headers={"host": "thisted.localhost"}), work()
    slow: dict[str, float] = {}
    for name, path in pages().items():
        for who, client in (("visitor", visitor), ("citizen", busy)):
            taken = milliseconds(client, path)
            print(f"{taken:6.1f} ms {taken / unit:6.1f} times the known work: {name}, {who}")
            if taken / unit > MOST_TIMES_THE_WORK:
                slow[f"{name}, {who}"] = taken
    assert slow == {}


def milliseconds(client: Client, path: str) -> float:
    """The median of some visits: this thread's own time, after one that warms up."""
    times = []
    for _visit in range(VISITS + 1):
        before = thread_time()
        assert client.get(path).status_code == 200
        times.append(thread_time() - before)
    return median(times[1:]) * 1000


def work() -> float:
    """How long the known work takes here and now, in milliseconds."""
    times = []
    for _turn in range(VISITS):
        before = thread_time()
        sum(number * number for number in range(WORK))
        times.append(thread_time() - before)
    return median(times) * 1000
