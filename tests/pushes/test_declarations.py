"""The files of kinds and channels: every mistake is told with its file, line and a way out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cms.citizens.declared import attributes
from cms.declarations import DeclarationError
from cms.declarations.catalogue import DEFAULT_FOLDER, read_whole
from cms.declarations.push_file import read_pushes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The project's own kinds and channels, to be spoiled."""
    for name in ("pushes", "channels"):
        shutil.copytree(DEFAULT_FOLDER / name, tmp_path / name)
    return tmp_path


def problems(folder: Path) -> list[str]:
    with pytest.raises(DeclarationError) as caught:
        read_pushes(folder, attributes())
    return [str(problem) for problem in caught.value.problems]


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_the_projects_own_are_in_order(folder: Path) -> None:
    read_whole(DEFAULT_FOLDER)
    found = read_pushes(folder, attributes())
    assert [name for name, channel in found.channels.items() if channel.always] == ["portal"]
    assert sum(kind.carries_out_rules for kind in found.kinds.values()) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("pushes/welcome.yaml", "icon: home", "icon: hose", "no such icon"),
        ("pushes/welcome.yaml", "channels: [mail]", "channels: [mial]", 'did you mean "mail"?'),
        ("pushes/seat_free.yaml", "{item}", "{itme}", "{itme} is not among `values`"),
        ("pushes/seat_free.yaml", "{item}", "{item", "can't be read"),
        ("pushes/seat_free.yaml", "timing: at_once", "timing: now", "is not a value here"),
        ("pushes/seat_free.yaml", "purpose:", "porpose:", 'did you mean "purpose"?'),
        ("pushes/welcome.yaml", "opens: /", "opens: //", "is no path of the portal"),
        ("channels/sms.yaml", "value: sms", "value: smss", "can't be answered"),
        ("channels/sms.yaml", "reminder_channel", "reminder", "no such attribute"),
        ("channels/sms.yaml", 'en: "Text message",', "", "it isn't said in en"),
        ("pushes/welcome.yaml", "name: welcome", "name: hello", "the file is welcome.yaml"),
    ],
)
def test_mistakes_are_told(folder: Path, file: str, old: str, new: str, told: str) -> None:
    spoil(folder / file, old, new)
    found = problems(folder)
    assert any(told in problem for problem in found), found
    assert all(".yaml:" in problem and "Fix: " in problem for problem in found)


def test_two_kinds_for_rules_are_one_too_many(folder: Path) -> None:
    spoil(folder / "pushes/seat_free.yaml", "retention:", "carries_out_rules: true\nretention:")
    assert any("carries out rules already" in problem for problem in problems(folder))
