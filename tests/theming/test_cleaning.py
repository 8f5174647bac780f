"""A logo from outside keeps its shapes and colours and loses everything that runs or leads away."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cms.theming import UnusableSvg, clean_svg
from tests.appearance.pictures import LOGO

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
DANGEROUS = (
    "<script>alert(1)</script>",
    '<path d="M0 0" onclick="alert(1)"/>',
    '<path d="M0 0" fill="url(http://example.com)"/>',
    '<path d="M0 0" style="fill:url(//example.com)"/>',
    '<path d="M0 0" clip-path="url(http://example.com)"/>',
    '<image href="http://example.com/a.png"/>',
    '<use href="#a"/>',
    '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    "<foreignObject><b>x</b></foreignObject>",
    '<style>@import "http://example.com/a.css"; .a{fill:url(http://example.com)}</style>',
    '<set attributeName="onmouseover" to="alert(1)"/>',
)


def test_a_logo_keeps_its_colours_and_loses_what_runs() -> None:
    cleaned = clean_svg(LOGO)
    for word in ("script", "alert", "onload", "onclick", "example.com", "href", "foreign", "style"):
        assert word not in cleaned.text
    assert 'fill="#0b5a66"' in cleaned.text
    assert 'fill="url(#g)"' in cleaned.text
    assert 'stop-color="#f3b64b"' in cleaned.text
    assert {"<script>", "<foreignObject>", "<a>", "<image>", "onload"} <= set(cleaned.taken_out)


def test_cleaning_twice_changes_nothing_more() -> None:
    once = clean_svg(LOGO)
    twice = clean_svg(once.text)
    assert twice.text == once.text
    assert twice.taken_out == ()


@given(some.lists(some.sampled_from(DANGEROUS), max_size=8))
def test_nothing_that_runs_or_leads_away_gets_through(parts: list[str]) -> None:
    text = clean_svg(f'{OPEN}{"".join(parts)}<rect width="9" height="9"/></svg>').text
    for word in ("script", "alert", "example.com", "href", " on", "<style", "import"):
        assert word not in text
    assert clean_svg(text).taken_out == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<svg>", "not well-formed"),
        ("<html/>", "not an SVG"),
        (f"{OPEN}<script/></svg>", "Nothing can be seen"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + OPEN + "<path/></svg>", "definitions of its own"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "says no size"),
        (OPEN + "<g>" * 60 + "<path/>" + "</g>" * 60 + "</svg>", "too complicated"),
        (OPEN + "<path/>" * 6000 + "</svg>", "too complicated"),
    ],
)
def test_what_can_not_be_shown_is_refused_with_a_reason(text: str, told: str) -> None:
    with pytest.raises(UnusableSvg, match=told):
        clean_svg(text)


def test_a_drawing_without_viewbox_gets_one_from_its_size() -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="40px" height="20"><path d="M0 0"/></svg>'
    assert 'viewBox="0 0 40 20"' in clean_svg(text).text


def test_names_are_plain_whatever_another_library_says_of_namespaces() -> None:
    """A PDF library registers the empty prefix for something else; drawings stay drawings."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    ElementTree.register_namespace("", "urn:something-else")
    try:
        cleaned = clean_svg(drawing).text
    finally:
        ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    assert cleaned.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
