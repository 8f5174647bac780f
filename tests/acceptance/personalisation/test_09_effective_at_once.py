"""A published rule is effective for all within five seconds; an answer on the next page.

The site runs in a process of its own, with what it keeps in memory; rules are published and
answers changed in others, as they are where several servers share the work.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.visits import log_in
from tests.support.browser import NewPage
from tests.support.site import LiveSite, running_site

pytestmark = pytest.mark.slow
SECONDS = 5
FIRST, SECOND, ANSWERED = "Fordi prøven siger det", "Fordi prøven nu siger det", "Fordi du vil køre"
# Says the moment at which the change had been committed.
PUBLISH = """
import time
from cms.library.models import Item
from cms.municipalities.models import Municipality
from cms.personalisation.models import Part
from cms.personalisation.publishing import publish, save_draft
thisted = Municipality.objects.get(slug="thisted")
items = Item.objects.on_shelf_of(thisted).order_by("pk")
def put(name, rule, reason, item):
    audience = {"labels": {"da": name}, "rule": rule}
    what = {
        "audience": name, "effect": "pin", "weight": 100,
        "content": {"items": [f"{item.type_name}/{item.slug}"]},
        "reason": {code: reason for code in ("da", "en", "ar", "ru")},
    }
    publish([
        save_draft("audience", name, thisted, audience, None),
        save_draft("rule", name, thisted, what, None),
    ], None)
"""
FOR_ALL = """
put("alle-her", {"fact": "municipality", "is": "thisted"}, %r, items.last())
print(time.time())
"""
FOR_SOME = 'put("vil-koere", {"fact": "interests", "any_of": ["transport"]}, %r, items.first())'
ANSWER = """
from cms.citizens.answers import save_answers
from cms.citizens.models import Citizen
who = Citizen.objects.get(municipality__slug="thisted", subject="demo-karoline")
save_answers(who, {"interests": %r})
"""
FEED = "{ feed(first: 20) { nodes { id why { text } } } }"
ASK = """async (query) => {
  const answer = await fetch("/graphql/", {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: JSON.stringify({query}),
  })
  return await answer.text()
}"""


@pytest.fixture(scope="module")
def site(kept_nation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """One running site for both tests, which look for words of their own."""
    with running_site(kept_nation, tmp_path_factory.mktemp("at-once") / "runtime") as found:
        yield found


def test_for_everybody_within_seconds(site: LiveSite, new_page: NewPage) -> None:
    """For a visitor and a citizen, on the page and through the API; so is a change of it."""
    visitor, karoline = pages(site, new_page)
    doors = [lambda page=page, way=way: way(page) for page in (visitor, karoline) for way in WAYS]
    assert not any(FIRST in door() for door in doors), "and now everything is in memory"
    for reason in (FIRST, SECOND):
        committed = float(manage(site, PUBLISH + FOR_ALL % reason))
        for door in doors:
            shows_in_time(door, reason, committed)
    assert not any(FIRST in door() for door in doors)


def test_an_answer_shows_on_the_next_page(site: LiveSite, new_page: NewPage) -> None:
    """Changed in another process; the very next page and answer say so, and so does going back."""
    _visitor, karoline = pages(site, new_page)
    manage(site, ANSWER % ["it"] + PUBLISH + FOR_SOME % ANSWERED)
    assert all(ANSWERED not in way(karoline) for way in WAYS)
    manage(site, ANSWER % ["transport"])
    assert all(ANSWERED in way(karoline) for way in WAYS)
    manage(site, ANSWER % ["it"])
    assert all(ANSWERED not in way(karoline) for way in WAYS)


def pages(site: LiveSite, new_page: NewPage) -> tuple[Page, Page]:
    """A visitor's browser and a citizen's, both at Thisted's front page."""
    visitor, karoline = new_page("desktop"), new_page("desktop")
    home = site.url("/", "thisted")
    log_in(karoline, home, "demo-karoline")
    for page in (visitor, karoline):
        page.goto(home)
    return visitor, karoline


def shown(page: Page) -> str:
    """What the page says when it is asked for anew."""
    page.reload()
    return page.content()


def asked(page: Page) -> str:
    """What the API answers the page's own reader."""
    answer = json.loads(page.evaluate(ASK, FEED))
    assert "errors" not in answer, answer
    return json.dumps(answer, ensure_ascii=False)


WAYS = (shown, asked)


def shows_in_time(door: Callable[[], str], reason: str, committed: float) -> None:
    """Whoever asks later than the time after the change is told the reason; most are sooner."""
    asked_at = time.time()
    while reason not in door():
        assert asked_at - committed < SECONDS, f"{reason} is not shown yet"
        time.sleep(0.1)
        asked_at = time.time()


def manage(site: LiveSite, code: str) -> str:
    """Run it in a process of its own; the last line that it said."""
    said = site.manage("shell", "-v0", "-c", code).strip().splitlines()
    return said[-1] if said else ""
