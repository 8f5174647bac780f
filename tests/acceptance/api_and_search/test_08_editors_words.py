"""What nobody found leads editors to synonyms and recommendations; the next search follows them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
EARLIER = """
from datetime import timedelta
from django.utils import timezone
from cms.municipalities.models import Owner
from cms.search.models import Miss
for ago in (1, 2):
    day = timezone.localdate() - timedelta(days=ago)
    owner = Owner.objects.get(slug="vejen")
    Miss.objects.create(owner=owner, language="da", day=day, words="{words}")
"""


@pytest.mark.parametrize(("size", "words"), [("phone", "xqzwvk"), ("desktop", "zwqxkv")])
def test_what_a_citizen_did_not_find_is_found_after_an_editors_few_presses(
    live_site: LiveSite,
    new_page: NewPage,
    axe: Callable[[Page], list[str]],
    size: str,
    words: str,
) -> None:
    citizen, editor = new_page(size), new_page(size)
    search = live_site.url(f"/soeg/?q={words}", "vejen")
    citizen.goto(search)
    expect(citizen.get_by_text(f"Vi fandt ikke noget om “{words}”")).to_be_visible()
    assert axe(citizen) == []
    live_site.manage("shell", "-c", EARLIER.format(words=words))

    live_site.log_in_editor(editor, "vejen-administrator")
    editor.goto(live_site.url("/admin/soegning/"))
    assert axe(editor) == []
    same = editor.get_by_role("link", name=f"Samme betydning som … {words}")
    same.focus()
    editor.keyboard.press("Enter")
    editor.get_by_label("Ord, der betyder det samme").fill(f"{words}\njob")
    assert axe(editor) == []
    editor.get_by_role("button", name="Prøv først").press("Enter")
    expect(editor.get_by_text("Intet er gemt endnu")).to_be_visible()
    expect(editor.get_by_text("Ny i listen").first).to_be_visible()
    assert axe(editor) == []
    editor.get_by_role("button", name="Gem", exact=True).press("Enter")
    expect(editor.get_by_role("link", name=f"{words} = job")).to_be_visible()
    citizen.goto(search)
    expect(citizen.locator(".card").first).to_be_visible()

    editor.goto(live_site.url("/admin/soegning/"))
    editor.get_by_role("link", name=f"Anbefal indhold {words}").click()
    editor.get_by_role("button", name="Gem, og vælg indhold").click()
    editor.get_by_role("searchbox", name="Søg", exact=True).last.fill("ansøgning")
    editor.get_by_role("searchbox", name="Søg", exact=True).last.press("Enter")
    put_in = editor.get_by_role("button", name="Sæt ind").first
    title = (put_in.text_content() or "").removeprefix("Sæt ind").strip()
    put_in.press("Enter")
    expect(editor.get_by_role("button", name=f"Tag ud {title}")).to_be_visible()
    assert axe(editor) == []
    citizen.goto(search)
    first = citizen.locator(".card").first
    expect(first).to_contain_text(title)
    expect(first).to_contain_text("Anbefalet")
    assert axe(citizen) == []

    editor.goto(live_site.url(f"/admin/soegning/proev/?q={words}"))
    expect(editor.get_by_text("Anbefalet af jer")).to_be_visible()
    assert axe(editor) == []
    editor.goto(live_site.url("/admin/historik/"))
    done = editor.get_by_role("cell", name="Lod søgeord betyde det samme", exact=True)
    expect(done.first).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_items_page_leads_on_to_what_is_like_it(
    live_site: LiveSite, new_page: NewPage, axe: Callable[[Page], list[str]], size: str
) -> None:
    page = new_page(size)
    page.goto(live_site.url("/soeg/?q=job", "vejen"))
    page.locator(".card__title a").first.click()
    address = page.url
    more = page.get_by_role("heading", name="Det ligner")
    expect(more).to_be_visible()
    assert axe(page) == []
    page.locator(".item-alike .card__title a").first.click()
    expect(page.locator("article.item h1")).to_be_visible()
    assert page.url != address
