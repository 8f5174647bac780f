"""Every mistake is told at once, with file, line, reason and a way out; nothing ever crashes."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.declarations.command import check

GOOD = """\
name: stall
labels: {da: {one: "stand", many: "stande"}}
settings:
  path: stande
  room: meeting
  owners: [national, municipality]
capabilities:
  signup: {}
fields:
  title:
    kind: text
    label: {da: "Titel"}
    required: true
    max_length: 120
  trades:
    kind: terms
    label: {da: "Brancher"}
    vocabulary: industries
  size:
    kind: choice
    label: {da: "Plads"}
    choices:
      small: {da: "Lille"}
      large: {da: "Stor"}
    default: small
  drawing: {kind: drawing, label: {da: "Tegning"}, default: path}
presentation:
  icon: people
  card: {title: title, drawing: drawing}
  page: [trades, size]
"""
INDUSTRIES = """\
name: industries
labels: {da: "Brancher"}
terms:
  - {slug: it, labels: {da: "It"}}
"""

# What is written instead of what, the line that is named, and what is said.
MISTAKES = {
    "gone before it goes": (
        "    default: small",
        '    deprecated: {since: 2026-11-01, until: 2026-10-01, reason: "size says it"}',
        25,
        "is before since",
    ),
    "no day, since": ("    default: small", '    deprecated: {since: x, reason: "x"}', 25, "since"),
    "unknown key": ("    required: true", "    requird: true", 13, 'did you mean "required"'),
    "unknown kind": ("kind: choice", "kind: choise", 20, 'did you mean "choice"'),
    "missing label": ('    label: {da: "Titel"}\n', "", 10, "add `label:`"),
    "no Danish": ('{da: "Titel"}', '{en: "Title"}', 12, "add `da:`"),
    "unknown language": ('{da: "Titel"}', '{da: "Titel", dk: "x"}', 12, "unknown key"),
    "unknown capability": ("  signup: {}", "  sign_up: {}", 8, 'did you mean "signup"'),
    "unknown vocabulary": ("vocabulary: industries", "vocabulary: industry", 18, '"industries"'),
    "no vocabulary": ("    vocabulary: industries\n", "", 15, "add `vocabulary:`"),
    "unknown target": ("kind: terms", "kind: reference\n    to: stal", 17, 'did you mean "stall"'),
    "unknown room": ("room: meeting", "room: meetings", 5, 'did you mean "meeting"'),
    "unknown owner": ("[national, mun", "[nation, mun", 6, 'did you mean "national"'),
    "unknown icon": ("icon: people", "icon: peple", 28, 'did you mean "people"'),
    "unknown drawing": ("default: path}", "default: paht}", 26, 'did you mean "path"'),
    "default is no choice": ("default: small", "default: smal", 25, 'did you mean "small"'),
    "reserved field": ("  trades:", "  locale:", 15, "the engine uses this name"),
    "reserved by an ending": ("  trades:", "  trades_id:", 15, "the engine uses this name"),
    "word of Python": ("  trades:", "  class:", 15, "for example: its_class"),
    "two underscores": ("  trades:", "  my__trades:", 15, "write my_trades"),
    "capital letters": ("  trades:", "  Trades:", 15, "small letters"),
    "Danish letters": ("  trades:", "  tømrer:", 15, "small letters"),
    "reserved path": ("path: stande", "path: soeg", 4, "the portal uses this path"),
    "path with a space": ("path: stande", "path: mine stande", 4, "small letters"),
    "key of another kind": ("    max_length: 120", "    choices: {a: {da: A}}", 14, "goes with"),
    "card of nothing": ("{title: title,", "{title: titel,", 29, 'did you mean "title"'),
    "card of what is not for all": (
        "    required: true", "    required: true\n    access: editor", 30, "everybody reads a card"
    ),
    "card of what is long": ("drawing: drawing}", "facts: [trades]}", 29, "no short fact"),
    "kind by another name": ("kind: choice", "kind: string", 20, 'did you mean "text"'),
    "text without a language": ('{da: "Titel"}', '"Titel"', 12, "write `label: {da:"),
    "page of nothing": ("[trades, size]", "[trades, sise]", 30, 'did you mean "size"'),
    "title not required": ("    required: true\n", "", 28, "required text"),
    "name is not the file's": ("name: stall", "name: stal", 1, "name: stall"),
    "tab": ("    max_length", "\tmax_length", 14, "put spaces where the tab is"),
    "key twice": ("    max_length: 120", "    kind: text", 14, "also on line 11"),
    "text with a colon": ('"Titel"}', "Titel: kort: godt}", 12, "Fix:"),
    "value with a colon": ("path: stande", "path: a: b", 4, "in quotes"),
    "open quotes": ('many: "stande"}', 'many: "stande}', 12, "Fix:"),
    "number as a choice": ("      small:", "      1:", 23, 'put it in quotes: "1"'),
    "no day": ("default: small", "default: 2026-13-45", 1, "2026-11-30"),
    "unknown tag": ("default: small", "default: !python small", 25, "not valid YAML"),
    "alias to itself": ("choices:", "choices: &a\n      loop: *a", 1, "no aliases"),
    "a list where keys belong": (
        "capabilities:\n  signup: {}",
        "capabilities: [signup]",
        7,
        "Fix:",
    ),
    "renamed from what stays": (
        "    vocabulary: industries",
        "    vocabulary: industries\n    renamed_from: size",
        19,
        "a field still has that name",
    ),
    "min above max": (
        "kind: choice",
        "kind: number\n    min: 3\n    max: 1",
        21,
        "swap them",
    ),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good type and one vocabulary."""
    (tmp_path / "vocabularies").mkdir()
    write(tmp_path, GOOD)
    (tmp_path / "vocabularies" / "industries.yaml").write_text(INDUSTRIES, encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "stall") -> None:
    """Write a declaration."""
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_good_folder_is_in_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder) == 0, capsys.readouterr().out
    assert "1 content types with 4 fields" in capsys.readouterr().out


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told(mistake: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new, line, said = MISTAKES[mistake]
    assert old in GOOD
    write(folder, GOOD.replace(old, new, 1))
    assert check(folder) == 1
    told = capsys.readouterr().out
    places = [entry for entry in told.splitlines() if entry.startswith(f"stall.yaml:{line} ")]
    assert places, told
    assert said in told


def test_every_mistake_of_every_file_at_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that can't be read hides nothing, and a type that points at it is not blamed."""
    pointing = "kind: reference\n    to: broken"
    many = GOOD.replace("icon: people", "icon: x").replace("kind: terms", pointing)
    write(folder, many.replace("    vocabulary: industries\n", "").replace("signup", "x"))
    write(folder, "name: broken\n\tx: 1\n", "broken")
    (folder / "vocabularies" / "industries.yaml").write_text(
        f"{INDUSTRIES}  - {{slug: it, labels: {{da: It}}, broader: nothing}}\n", encoding="utf-8"
    )
    assert check(folder) == 1
    told = capsys.readouterr().out
    for place in ("stall.yaml:8 ", "stall.yaml:28 ", "broken.yaml:2 ", "industries.yaml:5 "):
        assert place in told
    assert "no such content type" not in told
    assert "5 mistakes. Nothing was changed." in told


def test_who_an_owner_is_stands_in_one_type(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = GOOD.replace("room: meeting", "room: meeting\n  introduces_owner: true")
    write(folder, who.replace("[national, municipality]", "[company]"))
    other = who.replace("name: stall", "name: other").replace("path: stande", "path: andre")
    write(folder, other, "other")
    assert check(folder) == 0, capsys.readouterr().out
    write(folder, other.replace("[national, municipality]", "[vendor, company]"), "other")
    assert check(folder) == 1
    told = capsys.readouterr().out
    assert "introduces owners of the kind company too" in told
    assert "1 mistake" in told


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"- 1", b"just words", b"a: \x07", b"---\n---\n", b"{", b"? [a]\n: 1", b"%"],
)
def test_a_file_of_anything_is_no_crash(content: bytes, folder: Path) -> None:
    (folder / "stall.yaml").write_bytes(content)
    assert check(folder) == 1


def test_a_folder_called_like_a_file_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "course.yaml").mkdir()
    assert check(folder) == 1
    assert "course.yaml:1  file: can't be read" in capsys.readouterr().out


def test_no_is_norway(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """YAML 1.1 reads no, yes, on and off as true and false; here they are words."""
    write(folder, GOOD.replace("small", "no").replace("large", "off"))
    assert check(folder) == 0, capsys.readouterr().out
