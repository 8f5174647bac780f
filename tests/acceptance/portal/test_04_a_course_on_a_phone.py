"""A course on a phone, interrupted twice, to a certificate that a stranger can verify (point 4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE = "/kurser/jobsoegning-fra-start/"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"
Axe = Callable[[Page], list[str]]


def test_two_interruptions_and_a_certificate(
    fresh_site: LiveSite, new_page: NewPage, axe: Axe
) -> None:
    # Scripts are off: whatever the phone, the course can be taken.
    phone = new_page("phone", java_script_enabled=False)
    fresh_site.log_in(phone, "demo-karoline")
    phone.goto(fresh_site.url(COURSE, "thisted"))
    phone.get_by_role("link", name="Begynd på første trin").click()
    expect(phone.get_by_text("Trin 1 af 6")).to_be_visible()
    phone.get_by_role("button", name="Jeg har læst det").click()
    phone.get_by_role("button", name="Jeg har set den").click()
    phone.get_by_label("Dine egne noter").fill("Jeg er god til at lytte.")
    phone.get_by_role("button", name="Gem mine noter").click()

    # The bus comes. Later, on the same phone: the way in is on the course's page.
    phone.goto("about:blank")
    phone.goto(fresh_site.url(COURSE, "thisted"))
    phone.get_by_role("link", name="Fortsæt, hvor du slap").click()
    expect(phone.get_by_text("Trin 3 af 6")).to_be_visible()
    expect(phone.get_by_label("Dine egne noter")).to_have_value("Jeg er god til at lytte.")
    phone.get_by_role("button", name="Jeg har gjort det").click()
    phone.get_by_role("button", name="Jeg har læst det").click()
    expect(phone.get_by_text("Trin 5 af 6")).to_be_visible()

    # The phone runs out. Another day, on another one, where scripts run.
    other = new_page("phone")
    fresh_site.log_in(other, "demo-karoline")
    other.goto(fresh_site.url(f"{COURSE}steps/fortsaet/", "thisted"))
    expect(other.get_by_text("Trin 5 af 6")).to_be_visible()
    assert axe(other) == []
    try_the_quiz(other)
    assert axe(other) == []
    other.get_by_role("link", name="Videre: Send dit CV").click()
    file = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": PDF}
    other.get_by_label("Vælg din fil").set_input_files(file)  # type: ignore[arg-type]
    other.get_by_role("button", name="Send filen").click()
    expect(other.get_by_text("6 af 6 trin klaret")).to_be_visible()

    certificate = share(fresh_site, other, axe)
    stranger = new_page("phone")
    stranger.goto(certificate)
    expect(stranger.get_by_text("Beviset er gyldigt", exact=True)).to_be_visible()
    expect(stranger.get_by_role("heading", name="Jobsøgning fra start")).to_be_visible()
    expect(stranger.get_by_text("Karoline")).to_have_count(0)
    assert axe(stranger) == []


def try_the_quiz(page: Page) -> None:
    """Wrongly first, and then again."""
    page.get_by_label("Jeg venter, til jeg kan det hele").check()
    page.get_by_role("button", name="Se, hvordan det gik").click()
    expect(page.get_by_text("Et opslag er en ønskeseddel.")).to_be_visible()
    page.get_by_role("link", name="Prøv igen").click()
    page.get_by_label("Jeg søger jobbet").check()
    page.get_by_label("Hvad man skal lave").check()
    page.get_by_label("Hvad man skal kunne").check()
    page.get_by_label("To bogstaver er nok").fill("Et CV.")
    page.get_by_role("button", name="Se, hvordan det gik").click()
    expect(page.get_by_text("Du svarede rigtigt på 3 af 3. Du har bestået.")).to_be_visible()


def share(site: LiveSite, page: Page, axe: Axe) -> str:
    """The link, from the overview."""
    page.goto(site.url("/mit-overblik/", "thisted"))
    assert axe(page) == []
    section = page.locator("section", has=page.get_by_role("heading", name="Dine beviser"))
    with page.expect_download() as download:
        section.get_by_role("link", name="Hent").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    section.get_by_role("link", name="Del", exact=False).last.click()
    expect(page.get_by_text("Beviset er gyldigt", exact=True)).to_be_visible()
    return page.get_by_label("Linket").input_value()
