"""Each capability runs on types made up for the test, and has its page with a picture (point 1)."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from cms.declarations.engine_names import capability_names
from scripts.steps import ROOT

PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


def test_the_contract_on_made_up_types() -> None:
    """In a process of its own, which knows these types from the start."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--ds=tests.made_up.settings", "tests/made_up"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    print(done.stdout.strip().splitlines()[-1])


@pytest.mark.parametrize("name", capability_names())
def test_a_page_with_a_picture(name: str) -> None:
    page = ROOT / "docs" / "capabilities" / f"{name}.md"
    assert page.exists(), f"docs/capabilities/{name}.md is missing"
    pictures = PICTURE.findall(page.read_text(encoding="utf-8"))
    assert pictures, f"{page.name} has no picture"
    assert all((page.parent / picture).resolve().exists() for picture in pictures)
