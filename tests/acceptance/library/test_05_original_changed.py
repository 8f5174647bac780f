"""Point 5: the original under an override changes: Aarhus is told, compares, merges.

The whole way in the browser: Aarhus writes its own words, the national editor publishes another
text, Aarhus's desk says so, the screen shows what differs, the two are merged, and the portal says
the merged words in Aarhus and the new original everywhere else.
"""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

FORMS = "wagtailsnippets_content_models_course"
NEWS, MINE = "Nu på fire aftener.", "Vi mødes på Dokk1."
Violations = Callable[[Page], list[str]]


def test_aarhus_is_told_compares_and_merges(
    fresh_site: LiveSite, new_page: NewPage, axe: Violations
) -> None:
    aarhus = new_page("desktop")
    fresh_site.log_in_editor(aarhus, "aarhus-redaktoer")
    title, original = write_own_words(fresh_site, aarhus)
    publish(fresh_site, new_page("desktop"), title, f"{NEWS} {original}")

    aarhus.goto(fresh_site.url("/admin/"))
    expect(aarhus.get_by_text("Originalen er ændret under jeres ord")).to_be_visible()
    aarhus.get_by_role("link", name=title).first.click()
    expect(aarhus.get_by_text("Originalen er ændret, siden I skrev jeres ord")).to_be_visible()
    card = aarhus.get_by_role("region", name="Kort fortalt")
    expect(card.locator("ins", has_text=NEWS)).to_be_visible()
    expect(card.locator("ins", has_text=MINE)).to_be_visible()
    assert axe(aarhus) == []

    card.get_by_role("button", name="Flet").click()
    merged = f"{NEWS} {original} {MINE}"
    expect(card.get_by_role("textbox")).to_have_value(merged)
    assert axe(aarhus) == []
    aarhus.get_by_role("button", name="Gem").last.click()
    expect(aarhus.get_by_text("Jeres ord er gemt.")).to_be_visible()

    aarhus.get_by_role("link", name="Morten (31)").click()
    expect(aarhus.get_by_text("Du ser siden som Morten (31)")).to_be_visible()
    expect(aarhus.locator("main")).to_contain_text(merged)
    assert axe(aarhus) == []
    path = "/kurser/" + aarhus.url.rstrip("/").rpartition("/")[2] + "/"
    citizen = new_page("phone")
    citizen.goto(fresh_site.url(path, "aarhus"))
    expect(citizen.locator("main")).to_contain_text(merged)
    citizen.goto(fresh_site.url(path, "vejen"))
    expect(citizen.locator("main")).to_contain_text(f"{NEWS} {original}")
    expect(citizen.locator("main")).not_to_contain_text(MINE)

    aarhus.goto(fresh_site.url("/admin/egne-ord/?tilstand=changed"))
    expect(aarhus.locator(".words__title", has_text=title)).to_have_count(0)
    assert axe(aarhus) == []
    told_in_history(fresh_site, new_page("desktop"), title)


def write_own_words(site: LiveSite, page: Page) -> tuple[str, str]:
    """Aarhus adds a sentence to a national course; the title, and what the original says."""
    page.goto(site.url("/admin/hylden/?type=course&fra=national&orden=title&vis=shown"))
    row = page.locator(".shelf__row", has_not_text="egen tekst").first
    title = row.locator(".shelf__title").inner_text().strip()
    row.locator(".shelf__title").click()
    card = page.get_by_role("region", name="Kort fortalt")
    original = card.locator(".words__column--now .words__text").inner_text().strip()
    card.get_by_role("textbox").fill(f"{original} {MINE}")
    page.get_by_role("button", name="Gem").last.click()
    expect(page.get_by_text("Jeres ord er gemt.")).to_be_visible()
    return title, original


def publish(site: LiveSite, page: Page, title: str, summary: str) -> None:
    """The national editor changes the summary and publishes."""
    site.log_in_editor(page, "national-redaktoer")
    page.goto(site.url(f"{reverse(f'{FORMS}:list')}?q={title}"))
    page.get_by_role("link", name=title, exact=True).first.click()
    page.locator('[name="summary"]').fill(summary)
    page.locator('[name="action-publish"]').evaluate("button => button.click()")
    page.wait_for_url("**/course/")


def told_in_history(site: LiveSite, page: Page, title: str) -> None:
    """The administrator reads who merged what, before and after."""
    site.log_in_editor(page, "aarhus-administrator")
    page.goto(site.url("/admin/historik/"))
    entry = page.get_by_role("row", name="Egne ord flettet med originalens").first
    expect(entry).to_contain_text(title)
    expect(entry.locator("ins", has_text=NEWS)).to_be_visible()
