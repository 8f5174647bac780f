"""The components in a real browser: nothing for axe to find, nothing wider than the screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from playwright.sync_api import Page

from cms.theming import THEMES_FOLDER
from tests.theming.gallery.render import all_themes, render, served

SHOWN = ["national", "koebenhavn", "odense", "derived-0265"]
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a rendered gallery."""
    out: Path = tmp_path_factory.mktemp("gallery")
    (out / "static").symlink_to(THEMES_FOLDER / "base" / "static")
    with override_settings(STATIC_URL="/static/", STORAGES={"staticfiles": {"BACKEND": PLAIN}}):
        for theme in all_themes(SHOWN):
            list(render(out, theme))
    with served(out) as address:
        yield address


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("theme", SHOWN)
def test_axe_finds_nothing(
    gallery: str,
    new_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    theme: str,
    size: str,
) -> None:
    page = new_page(size)
    for name in ("da-page", "da-parts", "ar-page"):
        page.goto(f"{gallery}/{theme}-{name}.html")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_one_presses_is_large_enough(gallery: str, page_phone: Page) -> None:
    page_phone.goto(f"{gallery}/national-da-page.html")
    small = page_phone.evaluate(
        """[...document.querySelectorAll('.button, .tool, .room, .bottombar__item, .text-button')]
        .filter((element) => element.offsetParent && element.offsetHeight < 44)
        .map((element) => element.className)"""
    )
    assert small == []


def test_the_rest_of_the_rooms_opens_without_script(
    gallery: str, new_page: Callable[..., Page]
) -> None:
    page = new_page("phone", java_script_enabled=False)
    page.goto(f"{gallery}/national-da-page.html")
    page.locator(".bottombar summary").click()
    assert page.locator(".bottombar__sheet").is_visible()


def test_filters_stand_open_beside_the_list_without_script(
    gallery: str, new_page: Callable[..., Page]
) -> None:
    page = new_page("desktop", java_script_enabled=False)
    page.goto(f"{gallery}/national-da-parts.html")
    assert page.locator(".facets input").first.is_visible()
    assert not page.locator(".facets__summary").is_visible()
