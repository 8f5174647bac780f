"""Karoline, newly unemployed, wants to see what is asked of her (point 7)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.acceptance.portal.conftest import NewFilm

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_karoline_sees_what_is_asked_of_her(new_film: NewFilm) -> None:
    film = new_film("karoline", "thisted", "phone")
    page = film.page
    film.go()
    film.scene("the front door", whole=True)
    film.log_in("demo-karoline")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Karoline")
    film.scene("her own page", whole=True)
