"""How an editor builds a rule, tries it out, and what a citizen then reads: for the pictures."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from scripts.visits import log_in, log_in_editor

# Milliseconds: each answer counts citizens and asks every made-up person.
PATIENCE = 30_000
EDITOR, PASSWORD = "aarhus-redaktoer", "jobunivers-demo"
LONG, WISH = "Måneder som ledig", "Interesser"


def build_rule(page: Page, home: str) -> None:
    """Whom: two conditions, read as a sentence, with whom they fit."""
    _whom(page, home)
    first = page.get_by_role("group", name="Betingelse 1", exact=True)
    first.evaluate("condition => window.scrollTo(0, condition.getBoundingClientRect().y - 120)")


def try_rule(page: Page, home: str) -> None:
    """What would change: the rule is whole, and each made-up person's page is worked out."""
    _whom(page, home)
    page.get_by_label("Sæt øverst for målgruppen").check()
    page.get_by_label("Søg efter titel").press_sequentially("samtale")
    page.locator("[data-found]").get_by_role("button").first.click()
    page.get_by_role("group", name="Grund").get_by_label("Dansk").fill("Fordi du vil køre truck")
    page.get_by_role("button", name="Gem kladden, og vis hvad der ændrer sig").click()
    expect(page.locator("#afproev")).to_contain_text("Sara", timeout=PATIENCE)
    page.locator("#afproev").evaluate("step => step.scrollIntoView()")


def read_reason(page: Page, home: str) -> None:
    """Karoline's page, where the first cards say why they are there."""
    log_in(page, home, "demo-karoline")
    reason = page.locator("article.card form[action^='/grund/']").first
    reason.evaluate("one => one.closest('article').scrollIntoView({block: 'center'})")


def _whom(page: Page, home: str) -> None:
    log_in_editor(page, home, EDITOR, PASSWORD)
    page.goto(f"{home}admin/personalisation/rules/new/")
    page.get_by_role("group", name="Hvem er det?").get_by_label("Dansk").fill("kommende chauffører")
    _condition(page, 1, LONG)
    page.get_by_label(f"Værdi: {LONG}").fill("6")
    wish = _condition(page, 2, WISH)
    wish.get_by_label("Søg i listen").fill("trans")
    wish.get_by_label("Transport", exact=True).check()
    expect(page.locator("[data-sentence]")).to_contain_text("transport", timeout=PATIENCE)
    expect(page.get_by_role("button", name="Sara (29)")).to_be_visible(timeout=PATIENCE)


def _condition(page: Page, number: int, subject: str) -> Locator:
    page.get_by_role("button", name="Tilføj betingelse").first.press("Enter")
    added = page.get_by_role("group", name=f"Betingelse {number}", exact=True)
    added.get_by_label("Hvad handler det om?").select_option(label=subject)
    return added
