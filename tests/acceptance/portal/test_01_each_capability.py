"""Each capability runs on types made up for the test (point 1)."""

from __future__ import annotations

import subprocess
import sys

from scripts.steps import ROOT


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
