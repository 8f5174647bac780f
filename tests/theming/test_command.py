"""``python -m cms.theming`` says what to mend and tells it by its exit code."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cms.theming.__main__ import main


def test_fine_themes(
    themes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["theming", str(themes)])
    assert main() == 0
    assert capsys.readouterr().out == "base: fine\n"


def test_a_broken_theme(
    themes: Path,
    write_theme: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = write_theme("name: Fjordby\nradus:\n  card: 3\n")
    monkeypatch.setattr(sys, "argv", ["theming", str(themes)])
    assert main() == 1
    told = capsys.readouterr().err
    assert f"{file}:2: radus: is not a token. Did you mean 'radius'?" in told
