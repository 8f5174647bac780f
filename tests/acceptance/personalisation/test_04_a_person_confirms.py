"""Point 4: inactive for 14 days, one is proposed for a personal consultant; a person decides."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.site import LiveSite

DAYS = 15
MAKE_AWAY = f"""
from datetime import timedelta
from django.utils import timezone
from cms.citizens.models import Citizen
now = timezone.now()
Citizen.objects.filter(subject="demo-morten").update(
    last_seen_at=now - timedelta(days={DAYS}), created_at=now - timedelta(days=90))
"""
ATTACHED = """
from cms.journeys.models import Companion, Move
print("attached", Companion.objects.filter(citizen__subject="demo-morten").count())
"""
REASON = "Du har ikke været her i 14 dage."


@pytest.fixture
def asked(fresh_site: LiveSite) -> LiveSite:
    """The demo after a night in which Morten had been away."""
    fresh_site.manage("shell", "-c", MAKE_AWAY)
    assert "proposals wait for a person" in fresh_site.manage("walk_journeys")
    return fresh_site


def test_nothing_happens_before_a_person_confirms_and_both_see_why(
    asked: LiveSite, browser: Browser
) -> None:
    staff = browser.new_context().new_page()
    asked.log_in_editor(staff, "aarhus-raadgiver")
    staff.goto(asked.url("/admin/forslag/"))
    row = proposal_row(staff)
    expect(row).to_contain_text("Tilbyd en personlig jobkonsulent")
    expect(row).to_contain_text(REASON)
    expect(row).to_contain_text("ikke har været her i mindst 14 dage")
    assert "attached 0" in asked.manage("shell", "-c", ATTACHED)

    citizen = browser.new_context().new_page()
    asked.log_in(citizen, "demo-morten")
    considered = citizen.get_by_role("region", name=re.compile("Vi overvejer at give dig"))
    expect(considered).to_contain_text(REASON)
    expect(considered).to_contain_text("Der sker ikke noget før")
    assert "attached 0" in asked.manage("shell", "-c", ATTACHED)

    row.get_by_label("Begrundelse").fill("Vi tales ved på tirsdag.")
    row.get_by_role("button", name="Sig ja").click()
    expect(staff.get_by_text("Det er besluttet.")).to_be_visible()
    assert "attached 1" in asked.manage("shell", "-c", ATTACHED)

    citizen.goto(asked.url("/mit-forloeb/", "aarhus"))
    expect(citizen.get_by_role("region", name="Din faste kontakt")).to_contain_text("Jobkonsulent")
    history = citizen.get_by_role("region", name="Sådan er det gået")
    expect(history).to_contain_text(REASON)
    expect(history).to_contain_text("Det besluttede Aarhus Jobrådgiver.")
    expect(history).to_contain_text("Vi tales ved på tirsdag.")


def test_another_municipality_meets_nothing_of_it(asked: LiveSite, browser: Browser) -> None:
    page = browser.new_context().new_page()
    asked.log_in_editor(page, "thisted-raadgiver")
    page.goto(asked.url("/admin/forslag/"))
    expect(page.get_by_text("Morten")).to_have_count(0)
    assert "attached 0" in asked.manage("shell", "-c", ATTACHED)


def proposal_row(page: Page) -> Locator:
    """Morten's row among what waits."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Morten"))
