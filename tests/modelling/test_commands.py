"""What a modeller meets at the command line, in a copy of the project without data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cms.declarations.command import new
from scripts.steps import ROOT
from tests.modelling.project import Project, copy

ANSWERS = ["stall", 'stand "A"', "stande", "meetings", "meeting", "signups", "signup"]
ANSWERS += ["size", "choice", "Plads", "Meget små, store", "trades", "terms", "Brancher"]
ANSWERS += ["industries", ""]


def test_new_asks_until_the_file_is_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy(ROOT / "content_models" / "vocabularies", tmp_path / "vocabularies")
    answers = iter(ANSWERS)
    code = new(tmp_path, (), lambda _question: next(answers))
    said = capsys.readouterr().out
    assert code == 0, said
    assert 'did you mean "meeting"' in said and 'did you mean "signup"' in said
    text = (tmp_path / "stall.yaml").read_text(encoding="utf-8")
    assert "meget_smaa: " in text and 'one: "stand \\"A\\""' in text


def test_new_stopped_halfway_writes_nothing(tmp_path: Path) -> None:
    def leave(_question: str) -> str:
        raise EOFError

    assert new(tmp_path, ("stall",), leave) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [("migrate",), ("shell", "-c", "1"), ("content", "plan")])
def test_every_command_tells_mistakes_and_stops(command: tuple[str, ...], tmp_path: Path) -> None:
    project = Project(tmp_path / "project", tmp_path / "runtime")
    for name in ("cms", "content_models", "themes", "manage.py"):
        copy(ROOT / name, project.folder / name)
    project.change("course", "kind: blocks", "kind: block")
    said = project.run("manage.py", *command, expect=1)
    assert 'did you mean "blocks"' in said and "course.yaml:" in said


def test_the_committed_snapshot_schema_and_pages_are_of_today() -> None:
    """What `content apply` writes is what is committed."""
    for command in (["content", "schema", "--check"], ["content", "check"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout.decode()
