"""Blocks are declared in files; every mistake in one is told with its line and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.declarations import DeclarationError, current, current_page_blocks
from cms.declarations.page_block_file import Named, read_page_blocks
from cms.declarations.reserved import RESERVED_BLOCK_FIELDS
from cms.pages.blocks import FOR_WHOM, ICONS, MAKERS, page_blocks
from cms.portal.page_parts import MAKERS as PARTS

GOOD = """\
name: coming
labels: {da: "Det sker"}
icon: calendar
part: items
items:
  types: [activity]
  when: starts_at
  where: place
  order: soonest
fields:
  heading: {kind: text, label: {da: "Overskrift"}, default: {da: "Snart"}}
  count: {kind: number, label: {da: "Hvor mange"}, default: 3}
  radius: {kind: number, label: {da: "Km"}, default: 30}
  topics: {kind: terms, label: {da: "Emner"}, vocabulary: topics}
"""
# What is written instead of what, the line that is named, and what is said.
MISTAKES = {
    "unknown icon": ("icon: calendar", "icon: calender", 3, 'did you mean "calendar"'),
    "unknown part": ("part: items", "part: item", 4, 'did you mean "items"'),
    "unknown type": ("[activity]", "[activty]", 6, 'did you mean "activity"'),
    "no such field of time": ("when: starts_at", "when: start_at", 7, "starts_at"),
    "no such field of place": ("where: place", "where: there", 8, "place"),
    "unknown order": ("order: soonest", "order: sonest", 9, 'did you mean "soonest"'),
    "soonest by what": ("  when: starts_at\n", "", 8, "add `when:`"),
    "how many": ("  count:", "  number:", 10, "`count`"),
    "how far": ("  radius:", "  distance:", 8, "`radius`"),
    "unknown vocabulary": ("vocabulary: topics", "vocabulary: topic", 14, '"topics"'),
    "unknown kind": ("kind: terms", "kind: term", 14, 'did you mean "terms"'),
    "default without a language": ('{da: "Snart"}', "3", 11, 'default: {da: "…"}'),
    "name of every block": ("  topics:", "  audience:", 14, "every block has this"),
    "name is not the file's": ("name: coming", "name: comming", 1, "name: coming"),
}


def read(folder: Path, text: str) -> list[str]:
    """Every mistake in one file, in words."""
    (folder / "coming.yaml").write_text(text, encoding="utf-8")
    named = Named(current().content_types, current().vocabularies)
    try:
        read_page_blocks(folder, named)
    except DeclarationError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_a_good_file_is_in_order(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told(mistake: str, tmp_path: Path) -> None:
    old, new, line, said = MISTAKES[mistake]
    assert old in GOOD
    told = read(tmp_path, GOOD.replace(old, new, 1))
    assert any(f"coming.yaml:{line} " in one and said in one for one in told), told


def test_the_projects_own_blocks_are_in_order() -> None:
    declared = current_page_blocks()
    assert [name for name, _block in page_blocks()] == list(declared)
    for block in declared.values():
        assert block.icon in ICONS, "Give the icon a sign in the editors' door."
        assert {field.kind for field in block.fields.values()} <= MAKERS.keys()
        for text in [block.labels, *(field.label for field in block.fields.values())]:
            assert all((text.en, text.ar, text.ru)), text.da


def test_what_every_block_has_is_reserved() -> None:
    assert set(FOR_WHOM) == RESERVED_BLOCK_FIELDS


def test_every_maker_of_a_part_has_a_template() -> None:
    from cms.declarations.engine_names import part_names

    assert PARTS.keys() <= set(part_names())
