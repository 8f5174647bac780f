"""Widgets' files: the project's own can be read, and mistakes say place and way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.declarations import DeclarationError, current_widgets
from cms.declarations.attribute_file import read_attributes
from cms.declarations.catalogue import ATTRIBUTES, current
from cms.declarations.engine_names import source_names
from cms.declarations.widget_file import Nameable, read_widgets
from cms.my_page.registry import all_sources
from cms.my_page.source import Source

GOOD = """\
name: news
labels: {da: "Nyt"}
help: {da: "Det nyeste."}
icon: news
source: shelf
types: [article]
"""


def nameable() -> Nameable:
    catalogue = current()
    attributes = read_attributes(catalogue.folder / ATTRIBUTES, catalogue.vocabularies)
    return Nameable(catalogue.content_types, attributes)


def problems(folder: Path, text: str) -> str:
    (folder / "news.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError) as error:
        read_widgets(folder, nameable())
    return str(error.value)


def test_every_language_stands_in_the_projects_own() -> None:
    for widget in current_widgets().values():
        for text in (widget.labels, widget.help):
            assert all((text.da, text.en, text.ar, text.ru)), widget.name
    assert {one.source for one in current_widgets().values()} == set(source_names())


def test_every_source_is_one() -> None:
    assert all(isinstance(source, Source) for source in all_sources().values())


def test_those_with_a_place_come_first_in_its_order() -> None:
    places = [one.place for one in current_widgets().values()]
    with_place = [one for one in places if one is not None]
    assert places[: len(with_place)] == sorted(with_place)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: news", "name: nyt", "write `name: news`"),
        ("source: shelf", "source: shelv", 'did you mean "shelf"?'),
        ("icon: news", "icon: newz", 'did you mean "news"?'),
        ("[article]", "[artikle]", 'did you mean "article"?'),
        ("types: [article]\n", "", "add `types:`"),
        ("source: shelf", "source: week", "remove it"),
        ("types: [article]", "types: [article]\nattribute: age", "`attribute` has no meaning"),
    ],
)
def test_a_mistake_says_where_and_what_to_do(tmp_path: Path, old: str, new: str, said: str) -> None:
    told = problems(tmp_path, GOOD.replace(old, new))
    assert said in told
    assert "widgets/news.yaml:" in told


def test_an_interest_needs_a_question_that_is_answered_with_terms(tmp_path: Path) -> None:
    text = GOOD.replace("shelf\ntypes: [article]", "interests\nattribute: interrests")
    assert 'did you mean "interests"?' in problems(tmp_path, text)
