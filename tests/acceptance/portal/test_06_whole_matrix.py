"""The run over the whole matrix (`make whole-matrix`) leaves out nothing that axe would find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.acceptance.portal.open_to_all.judging import ROUND, judged, load, show
from tests.acceptance.portal.open_to_all.loads import Load, all_loads, left
from tests.acceptance.portal.open_to_all.looking import reading, verdicts
from tests.acceptance.portal.open_to_all.matrix import FACTORS, State
from tests.acceptance.portal.open_to_all.noted import Notes, Verdict
from tests.support.site import LiveSite

CASES = st.sets(st.sampled_from("abcdefgh"))
PAGES = st.dictionaries(st.sampled_from(["aarhus", "odense", "vejen"]), CASES)
STATE = State("/", "vejen", "ar", "dark", "phone")
# Rules that the portal's own stylesheets get; its security policy lets no other ones in.
RULE = "rule => document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length)"
AFTER_DARK = "@media (prefers-color-scheme: dark) {{ main h1 {{ {} }} }}"


@given(st.dictionaries(st.sampled_from(["visitor", "citizen"]), PAGES))
def test_every_page_is_loaded_once_in_each_theme_and_language(
    found: dict[str, dict[str, set[str]]],
) -> None:
    pages = {
        reader: {theme: {case: f"/{case}/" for case in cases} for theme, cases in one.items()}
        for reader, one in found.items()
    }
    loads = all_loads(pages)
    wanted = {
        Load(reader, case, theme, language, f"/{case}/")
        for reader, one in found.items()
        for theme, cases in one.items()
        for case in cases
        for language in FACTORS["language"]
    }
    assert set(loads) == wanted
    assert len(loads) == len(wanted)
    # Stopped anywhere, no page has been looked at twice where another could have been once more.
    for number in range(len(loads)):
        seen = Counter((one.reader, one.page) for one in loads[:number])
        to_come = {(one.reader, one.page) for one in loads[number:]}
        assert max(seen.values(), default=0) <= min(seen[one] for one in to_come) + 1


def test_each_load_is_judged_in_every_look_and_size() -> None:
    met = {(one.look, one.size) for one in Load("visitor", "/", "vejen", "da", "/").states()}
    assert met == {(look, size) for look in FACTORS["look"] for size in FACTORS["size"]}


def test_a_stopped_run_goes_on_and_judges_again_what_had_faults(tmp_path: Path) -> None:
    loads = [Load("visitor", page, "vejen", "ar", page) for page in ("/a/", "/b/", "/c/")]
    notes = Notes(tmp_path / "notes" / "judged.jsonl")
    assert notes.read() == {}
    clean, faulty = (
        [Verdict("visitor", it, "all", ()) for it in one.states()] for one in loads[:2]
    )
    bad = Verdict("visitor", faulty[2].state, "all", ("image-alt: a picture",))
    notes.write([*clean, *faulty, bad])
    with notes.path.open("a") as file:
        file.write('{"reader": "visitor", "sta')
    known = notes.read()
    assert known[bad.key] == bad
    assert left(loads, {key for key, one in known.items() if not one.faults}) == loads[1:]
    notes.forget()
    assert notes.read() == {}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """As the run's own browsers are."""
    with reading(browser, {"visitor": None}) as pages:
        yield pages["visitor"]


@pytest.fixture
def opened(live_site: LiveSite, page: Page) -> Page:
    """A page of a municipality."""
    show(page, *ROUND[0])
    load(page, live_site.url("/hjaelp/", "vejen"), "da")
    return page


@pytest.mark.slow
def test_what_only_changes_colour_is_asked_about_colours_and_the_rest_about_all(
    opened: Page,
) -> None:
    assert [one.rules for one in judged(opened, "", ROUND)] == ["all", "colours"] * 2


@pytest.mark.slow
def test_a_colour_that_is_bad_after_dark_is_found_there(opened: Page) -> None:
    assert not any(one.faults for one in judged(opened, "", ROUND))
    opened.evaluate(RULE, AFTER_DARK.format("color: #222 !important"))
    faults = [one.faults for one in judged(opened, "", ROUND)]
    assert [len(one) for one in faults] == [0, 1, 1, 0]
    assert all("color-contrast" in one for found in faults for one in found)


@pytest.mark.slow
def test_what_goes_away_after_dark_is_found_there(opened: Page) -> None:
    """A page may do more than change its colours: then all rules are asked."""
    opened.evaluate(RULE, AFTER_DARK.format("display: none !important"))
    found = list(judged(opened, "", ROUND))
    assert [one.rules for one in found] == ["all"] * 4
    assert ["page-has-heading-one" in "".join(one.faults) for one in found] == [0, 1, 1, 0]


@pytest.mark.slow
def test_a_page_that_leads_on_or_speaks_another_language_is_not_judged(
    live_site: LiveSite, page: Page
) -> None:
    away = Load("citizen", "/", "vejen", "da", live_site.url("/mit-overblik/", "vejen"))
    found = verdicts(page, away)
    assert [one.rules for one in found] == ["none"] * len(ROUND)
    assert all("could not be judged" in one.faults[0] for one in found)
