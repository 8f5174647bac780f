"""The portal without JavaScript: what can be pressed does something, all else isn't shown."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOME = "thisted"
# What is seen and would do nothing: a button outside a form, a field that nothing sends, a link to
# nowhere.
IDLE = """() => {
  const isSeen = (one) => one.checkVisibility() && !one.disabled && one.type !== "hidden";
  const isSent = ({ form }) => form
    && [...form.elements].some((one) => one.type === "submit" && isSeen(one));
  const leads = (href) => href && href !== "#"
    && (!href.startsWith("#") || document.getElementById(decodeURIComponent(href.slice(1))));
  const works = (one) => {
    if (one.tagName === "A") return leads(one.getAttribute("href"));
    if (one.type === "submit") return one.form;
    if (one.tagName === "BUTTON") return one.popoverTargetElement;
    return one.readOnly || isSent(one);
  };
  return [...document.querySelectorAll("a, button, input, select, textarea")]
    .filter((one) => isSeen(one) && !works(one)).map((one) => one.outerHTML.slice(0, 120));
}"""
LINKS = "[...document.links].filter((one) => one.checkVisibility()).map((one) => one.href)"
BROKEN = """async (links) => {
  // What goes on to another place, as logging in does, is not followed.
  const status = async (one) => (await fetch(one, { redirect: "manual" })).status;
  const asked = await Promise.all(links.map(async (one) => [one, await status(one)]));
  return asked.filter(([, status]) => status >= 400);
}"""
OPEN_ALL = "document.querySelectorAll('details:not([name])').forEach((one) => { one.open = true; })"
VISITED = (
    *("/", "/aktiviteter/", "/kurser/", "/kurser/jobsoegning-fra-start/"),
    *("/videoer/foerste-dag-som-ledig/", "/kalender/", "/soeg/?q=samtale", "/hjaelp/"),
    *("/tekst-og-farver/", "/ordbog/", "/tilgaengelighed/"),
)
OWN = (
    *("/", "/min-side/", "/mit-overblik/", "/min-plan/", "/gemt/", "/det-foelger-du/"),
    *("/indbakke/", "/indbakke/indstillinger/", "/kalender/min/", "/min-profil/"),
    *("/kurser/jobsoegning-fra-start/", "/aktiviteter/cv-vaerksted-thisted-bibliotek/"),
)


def test_nothing_is_shown_to_a_visitor_that_does_nothing(
    live_site: LiveSite, new_page: NewPage
) -> None:
    page = new_page("phone", java_script_enabled=False)
    nothing_is_idle(page, live_site, VISITED)


def test_nor_to_a_citizen(live_site: LiveSite, new_page: NewPage) -> None:
    page = new_page("phone", java_script_enabled=False)
    live_site.log_in(page, "demo-karoline")
    nothing_is_idle(page, live_site, OWN)


def nothing_is_idle(page: Page, site: LiveSite, paths: tuple[str, ...]) -> None:
    """No idle control on the pages, and every link on them leads somewhere."""
    faults, links = [], set()
    for path in paths:
        answer = page.goto(site.url(path, HOME))
        assert answer is not None
        assert answer.ok, path
        page.evaluate(OPEN_ALL)
        faults += [f"{path}: {found}" for found in page.evaluate(IDLE)]
        links |= {urldefrag(link).url for link in page.evaluate(LINKS)}
    assert not faults, "\n".join(faults)
    here = urlsplit(site.url("/", HOME)).netloc
    ours = sorted(link for link in links if urlsplit(link).netloc == here)
    assert len(ours) > 20
    assert page.evaluate(BROKEN, ours) == []


def test_a_visitor_finds_and_shares(live_site: LiveSite, new_page: NewPage) -> None:
    page = new_page("phone", java_script_enabled=False)
    page.goto(live_site.url("/", HOME))
    page.get_by_role("link", name="Søg", exact=True).first.click()
    page.get_by_role("searchbox").last.fill("jobsøgning")
    page.get_by_role("searchbox").last.press("Enter")
    page.locator("main .card__title a").first.click()
    expect(page.locator("article.item h1")).to_be_visible()
    page.locator("summary", has_text="Del").click()
    page.get_by_role("link", name="Send, print eller vis som QR-kode").click()
    expect(page.get_by_label("Adressen")).to_have_value(re.compile("^http"))


def test_a_citizen_saves_notes_and_forgets(fresh_site: LiveSite, new_page: NewPage) -> None:
    page = new_page("phone", java_script_enabled=False)
    fresh_site.log_in(page, "demo-karoline")
    page.goto(fresh_site.url("/kurser/jobsoegning-fra-start/", HOME))
    page.locator(".actions").get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Gemt. Du finder det i Mit overblik.")).to_be_visible()
    saved = page.locator(".actions summary", has_text="Gemt")
    saved.click()
    page.get_by_label("Din egen note").fill("Spørg Mette først.")
    page.get_by_role("button", name="Skriv det ned").click()
    page.locator(".actions summary", has_text="Gemt").click()
    expect(page.get_by_label("Din egen note")).to_have_value("Spørg Mette først.")
    page.get_by_role("button", name="Gem ikke længere").click()
    expect(page.locator(".actions").get_by_role("button", name="Gem", exact=True)).to_be_visible()
