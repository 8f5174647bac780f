"""The components render whatever they are given, without style or script in the page."""

import re
from typing import Any

import pytest
from django.template.loader import render_to_string

from cms.theming import THEMES_FOLDER, read_theme

PORTAL: dict[str, Any] = {
    "theme": read_theme(THEMES_FOLDER, "thisted"),
    "theme_css_url": "/tema.css",
    "stylesheet_url": "/regler.css",
    "language": {"code": "ar", "direction": "rtl"},
    "rooms": [
        {"slug": f"r{number}", "label": f"Rum {number}", "icon": "home", "url": f"/{number}/"}
        for number in range(6)
    ],
}


def page(**context: object) -> str:
    return render_to_string("base.html", {"portal": PORTAL, **context})


def test_the_frame_says_language_direction_and_way_to_the_content() -> None:
    html = page()
    assert '<html lang="ar" dir="rtl" ' in html
    assert html.index('href="#indhold"') < html.index("<header")
    assert '<main class="main" id="indhold"' in html


def test_the_frame_holds_no_style_and_no_script_of_its_own() -> None:
    html = page()
    assert " style=" not in html
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert re.findall(r' on\w+="', html) == []


def test_the_frame_asks_nobody_outside() -> None:
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page())
    assert [address for address in addresses if "//" in address] == []


def test_the_phones_bar_has_four_rooms_and_the_rest_behind_more() -> None:
    bar = page().split('<nav class="bottombar"')[1]
    assert bar.count('<a class="bottombar__item"') == 4
    assert bar.count('<a class="room"') == 3  # two rooms and the help


def test_what_an_editor_wrote_is_escaped() -> None:
    card = {"title": "<script>x</script>", "url": "/a", "reason": {"text": "<b>fordi</b>"}}
    html = render_to_string("components/card.html", {"portal": PORTAL, "card": card})
    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    "name",
    sorted(file.name for file in (THEMES_FOLDER / "base/templates/components").glob("*.html")),
)
def test_every_component_tells_what_it_expects(name: str) -> None:
    text = (THEMES_FOLDER / "base/templates/components" / name).read_text(encoding="utf-8")
    assert text.startswith("{% comment %}")


@pytest.mark.parametrize("name", ["card", "cards", "hero", "facets", "pagination", "week", "video"])
def test_a_component_without_contents_still_renders(name: str) -> None:
    render_to_string(f"components/{name}.html", {"portal": PORTAL})
