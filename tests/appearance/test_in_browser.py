"""The screen in a real browser: colours while typing, one click to mend, the portal beside it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FrameLocator, Page, expect

from tests.appearance.pictures import LOGO, photograph
from tests.support.browser import NewPage
from tests.support.site import LiveSite

PRIMARY = "() => getComputedStyle(document.documentElement).getPropertyValue('--primary').trim()"


def opened(site: LiveSite, page: Page, municipality: str) -> FrameLocator:
    """The municipality's screen, and the front page in it."""
    site.log_in_editor(page, f"{municipality}-administrator")
    page.goto(site.url("/admin/udseende/"))
    front = page.frame_locator("iframe[data-preview]")
    expect(front.locator(".hero")).to_be_visible()
    return front


def primary_in(page: Page) -> str:
    """The main colour of the front page beside the form."""
    return str(next(f for f in page.frames if "/forside/" in f.url).evaluate(PRIMARY))


def primary_at(site: LiveSite, page: Page, municipality: str) -> str:
    """The main colour that citizens see."""
    page.goto(site.url("/", municipality))
    return str(page.evaluate(PRIMARY))


def test_from_typing_to_citizens(
    live_site: LiveSite, page_desktop: Page, new_page: NewPage
) -> None:
    page = page_desktop
    front = opened(live_site, page, "vejen")
    citizen = new_page("phone")
    before = primary_at(live_site, citizen, "vejen")
    page.get_by_label("Hovedfarve", exact=True).first.fill("#D07A00")
    mend = page.get_by_role("button", name="Brug #").first
    expect(mend).to_be_visible()
    assert primary_in(page) == "#D07A00"
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_text("ikke udgivet").first).to_be_visible()
    assert primary_at(live_site, citizen, "vejen") == before

    proposed = mend.inner_text().split()[-1]
    mend.click()
    expect(page.locator("[data-verdict]")).to_contain_text("Alle farver kan læses")
    page.wait_for_function(
        "wanted => [...document.querySelectorAll('iframe')][0].contentWindow"
        ".getComputedStyle(document.querySelector('iframe').contentDocument.documentElement)"
        ".getPropertyValue('--primary').trim() === wanted",
        arg=proposed,
    )
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_text("er udgivet").first).to_be_visible()
    expect(front.locator(".hero")).to_be_visible()
    assert primary_at(live_site, citizen, "vejen") == proposed


def test_logo_and_photograph_are_seen_in_the_portal(
    live_site: LiveSite, page_desktop: Page, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_text(LOGO)
    (tmp_path / "hero.jpg").write_bytes(photograph("JPEG", (1600, 800)))
    page = page_desktop
    front = opened(live_site, page, "odense")
    page.get_by_label("Logo", exact=True).set_input_files(tmp_path / "logo.svg")
    page.get_by_label("Topbillede", exact=True).set_input_files(tmp_path / "hero.jpg")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_text("Vi har renset").first).to_be_visible()
    for place in (".brand__mark img", ".hero__scene img"):
        shown = front.locator(place)
        # The picture is there before its bytes are: wait until it can be drawn.
        assert shown.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0


def test_narrow_and_wide(live_site: LiveSite, page_desktop: Page) -> None:
    front = opened(live_site, page_desktop, "aarhus")
    expect(front.locator(".rail")).to_be_visible()
    page_desktop.get_by_role("link", name="Smal").click()
    expect(front.locator(".bottombar")).to_be_visible()
    expect(front.locator(".rail")).to_be_hidden()


def test_open_to_all(
    live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]]
) -> None:
    for size in ("desktop", "phone"):
        page = new_page(size)
        opened(live_site, page, "koebenhavn")
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        page.get_by_label("Hovedfarve", exact=True).first.fill("#D07A00")
        expect(page.get_by_role("button", name="Brug #").first).to_be_visible()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript(live_site: LiveSite, new_page: NewPage) -> None:
    page = new_page("desktop", java_script_enabled=False)
    opened(live_site, page, "aarhus")
    page.get_by_label("Hovedfarve", exact=True).fill("#D07A00")
    page.get_by_role("button", name="Gem kladde").click()
    page.get_by_role("button", name="Brug #").first.click()
    expect(page.locator("[data-verdict]")).to_contain_text("Alle farver kan læses")
