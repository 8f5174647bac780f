"""Every mistake in a journey's file is told with its line and a way out."""

from pathlib import Path

import pytest

from cms.declarations.journey_file import read_journeys
from cms.declarations.problems import DeclarationError

GOOD = """\
name: contact
labels: {da: Kontakt}
purpose: {da: Formål}
start: new
states:
  new: {label: {da: Ny}}
  quiet: {label: {da: Stille}}
moves:
  - name: went_quiet
    from: [new]
    to: quiet
    when: {fact: days_inactive, at_least: 7}
    reason: {da: Fordi}
"""


def told(folder: Path, text: str) -> str:
    (folder / "contact.yaml").write_text(text)
    with pytest.raises(DeclarationError) as caught:
        read_journeys(folder, ["welcome"])
    return str(caught.value)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "contact.yaml").write_text(GOOD)
    journey = read_journeys(tmp_path, [])["contact"]
    assert [move.name for move in journey.moves] == ["went_quiet"]


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("start: new", "start: nwe", "there is no state nwe"),
        ("to: quiet", "to: quite", "there is no state quite"),
        ("from: [new]", "from: [quiet]", "leads from quiet to quiet"),
        ("name: contact", "name: other", "the file is contact.yaml"),
        ("reason: {da: Fordi}", "reason: {da: Fordi}\n    push: welcom", "there is no push welcom"),
        ("  new: {label", "  lost: {label: {da: Tabt}}\n  new: {label", "nothing leads to lost"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, right: str, wrong: str, expected: str) -> None:
    assert expected in told(tmp_path, GOOD.replace(right, wrong, 1))


def test_the_line_is_told(tmp_path: Path) -> None:
    assert "11" in told(tmp_path, GOOD.replace("to: quiet", "to: quite"))
