"""The living page of the design system: nothing is left out, in any theme, language or look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page
from pydantic import ValidationError

from cms.theming import THEMES_FOLDER, theme_slugs
from cms.theming.components import DesignSystem, in_language, read_components
from tests.support.browser import SIZES
from tests.support.site import LiveSite

LANGUAGES = ("da", "en", "ar", "ru")
TEMPLATES = THEMES_FOLDER / "base" / "templates" / "components"
PAGE = "/komponenter/"


def test_every_component_is_told_of_and_exists() -> None:
    system = read_components()
    told = [*(one.name for one in system.components), *system.in_the_frame, *system.with_data]
    assert sorted(told) == sorted(path.stem for path in TEMPLATES.glob("*.html"))
    for path in TEMPLATES.glob("*.html"):
        assert path.read_text(encoding="utf-8").startswith("{% comment %}"), (
            f"{path.name} says nothing"
        )


def test_every_text_is_in_every_language() -> None:
    def texts(value: object) -> list[dict[str, str]]:
        if isinstance(value, dict):
            inner = [found for one in value.values() for found in texts(one)]
            return [value] if "da" in value else inner
        return [found for one in value for found in texts(one)] if isinstance(value, list) else []

    for text in texts(read_components().model_dump()):
        assert all(text.get(language) for language in LANGUAGES), text


def test_a_text_that_is_missing_is_danish() -> None:
    assert in_language({"a": [{"da": "Gem", "en": "Save"}], "b": 3}, "en") == {
        "a": ["Save"],
        "b": 3,
    }
    assert in_language({"da": "Gem"}, "ar") == "Gem"


def test_a_mistake_is_told() -> None:
    with pytest.raises(ValidationError, match="states"):
        DesignSystem.model_validate(
            {
                "texts": {},
                "components": [{"name": "a", "purpose": {"da": "b"}, "states": []}],
                "in_the_frame": [],
                "with_data": [],
            }
        )


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_drawn_in_every_language(nation: Path, language: str) -> None:
    client = Client(headers={"host": "thisted.localhost"})
    page = client.get(PAGE, {"sprog": language}, follow=True).content.decode()
    assert f'lang="{language}"' in page
    for component in read_components().components:
        assert f'id="design-{component.name}"' in page
        for state in component.states:
            assert in_language(state.label, language) in page


@pytest.mark.django_db
def test_any_shipped_theme_can_be_tried_and_no_other(nation: Path) -> None:
    client = Client(headers={"host": "thisted.localhost"})
    for slug in theme_slugs(THEMES_FOLDER):
        page = client.get(f"{PAGE}{slug}/").content.decode()
        assert f"{PAGE}{slug}/tema.css" in page
        assert "--primary" in client.get(f"{PAGE}{slug}/tema.css").content.decode()
    assert client.get(f"{PAGE}nowhere/").status_code == 404
    assert client.get(f"{PAGE}nowhere/tema.css").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("language", ["da", "ar"])
def test_axe_finds_nothing_by_day_and_by_night(
    live_site: LiveSite,
    new_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    language: str,
) -> None:
    page, faults = new_page("phone"), []
    for slug in ("vejen", "odense"):
        for look in ("light", "dark"):
            page.goto(live_site.url(f"{PAGE}{slug}/?sprog={language}&skaerm={look}", "thisted"))
            page.goto(live_site.url(f"{PAGE}{slug}/?skaerm={look}", "thisted"))
            assert page.locator("html").get_attribute("data-look") == look
            for size in ("phone", "desktop"):
                page.set_viewport_size(SIZES[size]["viewport"])
                faults += [f"{slug}, {look}, {size}: {fault}" for fault in axe(page)]
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not faults, "\n".join(faults)
