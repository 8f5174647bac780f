"""Point 3: an editor in Aarhus builds a rule without code, and Sara's page changes.

"Six months or more unemployed, wants transport, hasn't done the truck course": the number of
citizens follows as it is built, the portal is looked at as Sara before anybody else sees anything,
the rule is published, Sara is told why and turns the reason off, and it stays off.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scripts.visits import log_in
from tests.support.browser import NewPage
from tests.support.site import LiveSite

pytestmark = pytest.mark.slow
Axe = Callable[[Page], list[str]]
# Milliseconds: a busy machine draws the whole portal more slowly.
PATIENCE = 30_000
COURSE = "Gør dig klar til truckkurset"
REASON = "Fordi du vil køre truck"
# Aarhus offers the course and has twelve citizens more: eight wish for transport, five of them
# have been unemployed for long.
PEOPLE = """
from datetime import date, timedelta
from cms.citizens.answers import save_answers
from cms.citizens.models import Citizen
from cms.library.models import Item, ShelfChoice
from cms.municipalities.models import Municipality
aarhus = Municipality.objects.get(slug="aarhus")
course = Item.objects.everything("a test").get(type_name="course", slug="truck-teori")
ShelfChoice.objects.update_or_create(municipality=aarhus, item=course, defaults={"taken": True})
for number in range(12):
    one = Citizen.objects.create(municipality=aarhus, issuer="test", subject=str(number))
    days = 300 if number < 5 else 30
    save_answers(one, {
        "unemployed_since": (date.today() - timedelta(days=days)).isoformat(),
        "interests": ["transport"] if number < 8 else ["it"],
    })
"""
ANSWERS = """
from datetime import date, timedelta
from cms.citizens.answers import save_answers
from cms.citizens.models import Citizen
sara = Citizen.objects.get(municipality__slug="aarhus", subject="demo-sara")
save_answers(sara, {
    "unemployed_since": (date.today() - timedelta(days=490)).isoformat(),
    "interests": ["transport", "kontor"],
})
sara.screening_finished_at = sara.created_at
sara.save()
"""


def test_from_rule_to_page_and_off_again(
    fresh_site: LiveSite, page_desktop: Page, new_page: NewPage, axe: Axe
) -> None:
    site, editor, sara = fresh_site, page_desktop, new_page("phone")
    site.manage("shell", "-c", PEOPLE)
    home = site.url("/", "aarhus")
    log_in(sara, home, "demo-sara")
    site.manage("shell", "-c", ANSWERS)
    sara.goto(home)
    expect(sara.get_by_text(REASON)).to_have_count(0)

    site.log_in_editor(editor, "aarhus-redaktoer")
    editor.goto(site.url("/admin/personalisation/rules/new/"))
    build_audience(editor)
    say_what_and_why(editor)
    assert axe(editor) == []
    assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth")

    editor.get_by_role("button", name="Gem kladden, og vis hvad der ændrer sig").click()
    expect(
        editor.get_by_text("Kommer frem").or_(editor.get_by_text("Rykker op")).first
    ).to_be_visible(timeout=PATIENCE)
    assert axe(editor) == []
    look_as_sara(editor)
    sara.goto(home)
    expect(sara.get_by_text(REASON)).to_have_count(0)

    editor.get_by_role("button", name="Udgiv", exact=True).click()
    expect(editor.get_by_text("Den gælder nu").first).to_be_visible(timeout=PATIENCE)
    sara.reload()
    card = sara.locator("article.card", has_text=COURSE).first
    expect(card).to_contain_text(REASON)
    card.locator("form[action^='/grund/'] button").click()
    expect(sara.get_by_text(REASON)).to_have_count(0)

    again = new_page("desktop")
    log_in(again, home, "demo-sara")
    again.goto(home)
    expect(again.locator("article.card").first).to_be_visible()
    expect(again.get_by_text(REASON)).to_have_count(0)


def build_audience(editor: Page) -> None:
    """Three conditions; the sentence, the number and the personas follow each."""
    sentence, count = editor.locator("[data-sentence]"), editor.locator("[data-count]")
    editor.get_by_role("group", name="Hvem er det?").get_by_label("Dansk").fill(
        "kommende truckførere"
    )
    expect(count).to_have_text(re.compile(r"\d\d"), timeout=PATIENCE)
    everybody = int(count.inner_text())

    condition(editor, 1, "Måneder som ledig")
    editor.get_by_label("Værdi: Måneder som ledig").fill("6")
    expect(sentence).to_have_text("har været ledig i mindst 6 måneder", timeout=PATIENCE)
    expect(count).not_to_have_text(str(everybody), timeout=PATIENCE)
    for_long = int(count.inner_text())
    assert for_long <= everybody - 7, "seven of the twelve have been unemployed for a month"

    condition(editor, 2, "Interesser")
    group = editor.get_by_role("group", name="Betingelse 2", exact=True)
    expect(group.get_by_label("Hvordan")).to_have_value("any_of")
    group.get_by_label("Søg i listen").fill("trans")
    group.get_by_label("Transport", exact=True).check()
    expect(sentence).to_contain_text("vil gerne arbejde med transport", timeout=PATIENCE)
    expect(count).to_have_text(re.compile(r"^\d+$"), timeout=PATIENCE)
    assert 6 <= int(count.inner_text()) <= for_long, "the five and Sara wish for transport"

    editor.get_by_role("button", name="Tilføj betingelse").first.press("Enter")
    third = editor.get_by_role("group", name="Betingelse 3", exact=True)
    third.get_by_label("Hvad handler det om?").select_option("word:completed")
    third.get_by_label("Slags").select_option("course")
    third.get_by_label("Hvilken").fill("truck-teori")
    third.get_by_role("button", name="Vend om (ikke)").press("Enter")
    expect(sentence).to_contain_text("ikke er en, der har gennemført", timeout=PATIENCE)
    whom_it_fits(editor)


def condition(editor: Page, number: int, subject: str) -> None:
    """Add a condition about something that citizens have told."""
    editor.get_by_role("button", name="Tilføj betingelse").first.press("Enter")
    added = editor.get_by_role("group", name=f"Betingelse {number}", exact=True)
    added.get_by_label("Hvad handler det om?").select_option(label=subject)


def whom_it_fits(editor: Page) -> None:
    """Sara fits; Karoline doesn't, and the condition that keeps her out is marked."""
    expect(editor.get_by_role("button", name="Sara (29): passer")).to_be_visible(timeout=PATIENCE)
    editor.get_by_role("button", name="Karoline (39): passer ikke").press("Enter")
    first = editor.get_by_role("group", name="Betingelse 1", exact=True)
    expect(first).to_contain_text("Passer ikke på Karoline (39)")
    editor.get_by_role("button", name="Tilføj prøve").press("Enter")
    expect(editor.locator("[data-outcome='0']")).to_have_text("Består", timeout=PATIENCE)


def say_what_and_why(editor: Page) -> None:
    """Pin the course, found by its title; the reason in Danish by hand, the rest proposed."""
    editor.get_by_label("Sæt øverst for målgruppen").check()
    editor.get_by_role("spinbutton", name="Vægt").fill("90")
    editor.get_by_label("Søg efter titel").press_sequentially("truckkurset")
    editor.locator("[data-found]").get_by_role("button", name=COURSE).first.click()
    expect(editor.get_by_role("checkbox", name=COURSE)).to_be_checked()
    editor.get_by_role("group", name="Grund").get_by_label("Dansk").fill(REASON)
    editor.get_by_role("button", name="Foreslå grunden ud fra reglen").click()
    english = editor.get_by_role("group", name="Grund").get_by_label("English")
    expect(english).to_have_value(
        re.compile("^Because this is true of you: has been unemployed for at least 6 months"),
        timeout=PATIENCE,
    )


def look_as_sara(editor: Page) -> None:
    """The real front page, with the draft in force for this look only."""
    with editor.context.expect_page() as opened:
        editor.get_by_role("link", name="Se siden som Sara (29)").click()
    shown = opened.value
    expect(shown.get_by_text("med kladden i brug").first).to_be_visible(timeout=PATIENCE)
    card = shown.locator("article.card", has_text=COURSE).first
    expect(card).to_contain_text(REASON)
    shown.close()
