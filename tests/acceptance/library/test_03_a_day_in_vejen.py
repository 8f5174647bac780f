"""Point 3: a day in Vejen. Somebody who has read nothing does it all in the browser.

Courses are taken in and one left out, words written over, two things put first and in order, an
activity written, the look changed, the front page composed, all of it looked at as Morten would
meet it, and published. The time is printed: a script is no person, but knows no short cuts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from cms.theming.colour import Oklch, from_oklch
from tests.acceptance.library.test_03_compose_home import PATIENCE, add_block
from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
COURSES = "/admin/hylden/?type=course&fra=national"
SUMMARY = "Vi følges ad, og du kan begynde på mandag."
ACTIVITY = "Morgenkaffe med en virksomhed"
CALENDAR = ".xdsoft_datetimepicker:visible"
WELCOME = "Godt, du er her"
GREEN = from_oklch(Oklch(0.38, 0.10, 150))


@pytest.fixture
def citizen(new_page: NewPage) -> Page:
    """What a citizen of Vejen sees on a phone."""
    return new_page("phone")


def test_a_day_in_vejen(fresh_site: LiveSite, page_desktop: Page, citizen: Page) -> None:
    page, began = page_desktop, monotonic()
    fresh_site.log_in_editor(page, "vejen-administrator")
    taken = take_in_three_courses(fresh_site, page)
    left_out = leave_one_out(fresh_site, page)
    override_a_summary(fresh_site, page, taken[0])
    put_first_and_in_order(fresh_site, page, taken[:2])
    write_an_activity(fresh_site, page)
    change_the_look(fresh_site, page)
    compose_the_front_page(fresh_site, page)
    look_as_morten(fresh_site, page)
    print(f"\na day in Vejen took {monotonic() - began:.0f} s without reading or thinking")

    def read(path: str) -> str:
        citizen.goto(fresh_site.url(path, "vejen"))
        return citizen.content()

    courses = "".join(pages_of(fresh_site, citizen, "/kurser/"))
    assert all(title in courses for title in taken)
    assert left_out not in courses
    assert SUMMARY in courses
    assert any(ACTIVITY in one for one in pages_of(fresh_site, citizen, "/aktiviteter/"))
    assert WELCOME in read("/")
    assert GREEN.lower() in citizen.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--primary').toLowerCase()"
    )
    citizen.goto(fresh_site.url("/", "thisted"))
    assert WELCOME not in citizen.content()


def take_in_three_courses(site: LiveSite, page: Page) -> list[str]:
    """The first three that Vejen doesn't show."""
    page.goto(site.url(f"{COURSES}&vis=hidden"))
    taken = []
    for _number in range(3):
        button = page.get_by_role("button", name="Tag ind: ").first
        taken.append(title_of(button.get_attribute("aria-label")))
        button.click()
        expect(page.locator(".shelf__undo")).to_contain_text(taken[-1])
    return taken


def leave_one_out(site: LiveSite, page: Page) -> str:
    """The last one that Vejen shows and may leave out."""
    page.goto(site.url(f"{COURSES}&vis=shown"))
    button = page.get_by_role("button", name="Vælg fra: ").last
    title = title_of(button.get_attribute("aria-label"))
    button.click()
    expect(page.locator(".shelf__undo")).to_contain_text(title)
    return title


def override_a_summary(site: LiveSite, page: Page, title: str) -> None:
    """Write Vejen's own words over a course's short text."""
    page.goto(site.url(COURSES))
    page.get_by_label("Søg i titler").fill(title)
    page.get_by_role("button", name="Vis", exact=True).click()
    page.get_by_role("link", name=title, exact=True).click()
    page.locator("[name=summary]").fill(SUMMARY)
    page.get_by_role("button", name="Gem", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("Jeres ord")


def put_first_and_in_order(site: LiveSite, page: Page, titles: list[str]) -> None:
    """Highlight two, and move the second before the first."""
    page.goto(site.url(COURSES))
    for title in titles:
        page.get_by_label("Søg i titler").fill(title)
        page.get_by_role("button", name="Vis", exact=True).click()
        page.get_by_role("button", name=f"Fremhæv: {title}", exact=True).click()
    page.get_by_role("button", name=f"Op: {titles[1]}", exact=True).click()
    first = page.locator(".shelf__first").inner_text()
    assert first.index(titles[1]) < first.index(titles[0])


def write_an_activity(site: LiveSite, page: Page) -> None:
    """Fill in the form that follows from the declaration, and publish."""
    page.goto(site.url("/admin/snippets/content_models/activity/add/"))
    page.locator("[name=title]").fill(ACTIVITY)
    page.locator("[name=summary]").fill("Mød en arbejdsgiver, før hverdagen går i gang.")
    page.locator("[name=activity_kind]").select_option(index=1)
    page.locator("[name=starts_at]").click()
    page.locator("[name=starts_at]").fill("2037-05-04 08:30")
    # Its calendar would cover the buttons; it closes when one presses elsewhere.
    expect(page.locator(CALENDAR)).to_have_count(1)
    page.locator("[name=summary]").click()
    expect(page.locator(CALENDAR)).to_have_count(0)
    page.get_by_role("button", name="Flere handlinger").click()
    page.get_by_role("button", name="Udgiv", exact=True).click()
    expect(page.get_by_text(re.compile(f"{ACTIVITY}.*udgivet")).first).to_be_visible()


def change_the_look(site: LiveSite, page: Page) -> None:
    """Another main colour, and published."""
    page.goto(site.url("/admin/udseende/"))
    page.get_by_label("Hovedfarve", exact=True).first.fill(GREEN)
    mend = page.get_by_role("button", name="Brug #")
    expect(page.locator("[data-verdict]")).to_be_visible()
    if mend.count() and mend.first.is_visible():
        mend.first.click()
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_text("er udgivet").first).to_be_visible()


def compose_the_front_page(site: LiveSite, page: Page) -> None:
    """A block of Vejen's own at the top, and published."""
    page.goto(site.url("/admin/sider/"))
    page.get_by_role("link", name="Ret forsiden", exact=True).click()
    front = page.frame_locator("iframe[data-preview]")
    expect(front.locator("main")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".c-sf-add-button").first).to_be_visible(timeout=PATIENCE)
    add_block(page, "Tekst")
    block = page.locator("[data-streamfield-child]").first
    block.get_by_label("Overskrift", exact=False).first.fill(WELCOME)
    block.get_by_role("textbox", name="Tekst").first.click()
    page.keyboard.type("Vi har tid, og kaffen er varm.")
    expect(front.get_by_text(WELCOME)).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_text("Siden er udgivet")).to_be_visible()


def look_as_morten(site: LiveSite, page: Page) -> None:
    """The real front page as the made-up Morten meets it."""
    page.goto(site.url("/admin/hylden/"))
    page.get_by_role("link", name=re.compile("Morten")).first.click()
    expect(page.get_by_text(re.compile("Du ser siden som Morten"))).to_be_visible()
    expect(page.get_by_text(WELCOME)).to_be_visible()


def title_of(label: str | None) -> str:
    """What stands after the colon of a button's name."""
    return (label or "").split(": ", 1)[1]


def pages_of(site: LiveSite, page: Page, path: str) -> Iterator[str]:
    """Every page of a list."""
    page.goto(site.url(path, "vejen"))
    yield page.content()
    while (more := page.get_by_role("link", name=re.compile("^(Næste|Vis flere)"))).count():
        more.first.click()
        page.wait_for_load_state()
        yield page.content()
