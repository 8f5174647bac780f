"""An item's page: the one thing to do first, the rest in a row; and the page on paper."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

# Where the signs of a row stand in it.
PLACES = """(row) => [...row.querySelectorAll('summary')]
  .map((one) => [one.offsetLeft, one.offsetTop - row.offsetTop])"""
ACTIVITY = "/aktiviteter/cv-vaerksted-thisted-bibliotek/"
COURSE = "/kurser/jobsoegning-fra-start/"
BRIGHTNESS = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility() && !one.closest('svg'))
  .map((one) => [one.className, getComputedStyle(one).backgroundColor.match(/[\\d.]+/g)])
  .map(([name, colour]) => [name, colour.map(Number)])
  .filter(([, [red, green, blue, alpha = 1]]) => alpha > 0 && red + green + blue < 600)"""


def page_of(path: str) -> str:
    return Client(headers={"host": "thisted.localhost"}).get(path).content.decode()


@pytest.mark.django_db
def test_one_thing_to_do_and_a_row_of_small_ones(nation: object) -> None:
    page = page_of(ACTIVITY)
    article = page[page.index("<article") : page.index("</article>")]
    row = article.index('class="actions"')
    assert article.index('id="signup-heading"') < row < article.index('class="item__body"')
    boxes = re.findall(r'<section class="capability([^"]*)" aria-labelledby="(\w+)-', article)
    loud = [name for look, name in boxes if "told" not in look]
    assert loud[0] == "signup"
    # What the small ones hold is folded away, each behind a word of its own.
    small = re.findall(r'<details class="action" name="action"><summary.*?<span>(.*?)</span>', page)
    assert len(small) == 4
    assert small[0] == "Gem"
    for name in ("favourite", "rating", "share", "contact"):
        assert row < article.index(f'id="{name}-heading"') < article.index('class="item__body"')


@pytest.mark.django_db
def test_when_it_happens_is_said_once(nation: object) -> None:
    """The coming times say it; the fields "begins" and "ends" don't say it again."""
    page = page_of(ACTIVITY)
    body = page[page.index('class="item__body"') : page.index("</article>")]
    assert "Hvornår sker det?" in page
    assert not re.search(r"<dt>\s*(Begynder|Starter|Slutter|Hvornår)", body)


@pytest.mark.browser
@pytest.mark.slow
def test_what_is_opened_stands_below_the_whole_row(live_site: LiveSite, new_page: NewPage) -> None:
    page = new_page("phone")
    page.goto(live_site.url(COURSE, "thisted"))
    row = page.locator(".actions")
    first, last = row.locator("summary").first, row.locator("summary").last
    places = row.evaluate(PLACES)
    first.click()
    heading = row.get_by_role("heading", name="Vil du gemme det til senere?")
    expect(heading).to_be_visible()
    assert row.evaluate(PLACES) == places
    opened, end = heading.bounding_box(), last.bounding_box()
    assert opened
    assert end
    assert opened["y"] >= end["y"] + end["height"]
    # One at a time.
    last.click()
    expect(heading).to_be_hidden()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("path", [ACTIVITY, COURSE, "/kalender/", "/min-plan/", "/gemt/"])
def test_on_paper(live_site: LiveSite, new_page: NewPage, path: str) -> None:
    """Nothing to press, nothing dark, and the page's own address; after dark on the screen, too."""
    page = new_page("desktop", color_scheme="dark")
    live_site.log_in(page, "demo-karoline")
    page.goto(live_site.url(path, "thisted"))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 660, "height": 950})
    expect(page.locator("h1")).to_be_visible()
    for what in ("nav", "form", "button", ".button", ".foot", "summary.chip"):
        expect(page.locator(what).filter(visible=True)).to_have_count(0)
    assert page.evaluate(BRIGHTNESS) == []
    expect(page.locator(".on-paper")).to_contain_text(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")
