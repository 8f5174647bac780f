"""Measurements that write for good do so in a process of their own, on a copy of the nation."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WITH_A_CONSTANT = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}
Row = tuple[str, float, str]


def constant_file(runtime: Path, size: int) -> Path:
    """Where the answer stands that the view of a constant returns, by the size of its list."""
    return runtime / f"constant-{size}.json"


def in_a_copy(module: str, *arguments: str) -> list[Row]:
    """Run a module of this package as a process of its own, on a copy of the bench's nation."""
    own = Path(os.environ["RUNTIME_DIR"])
    with tempfile.TemporaryDirectory(dir=own) as folder:
        shutil.copyfile(own / "database.sqlite3", Path(folder) / "database.sqlite3")
        shutil.copytree(own / "search", Path(folder) / "search")
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
            env={**os.environ, **WITH_A_CONSTANT, "RUNTIME_DIR": folder},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return [(name, number, unit) for name, number, unit in json.loads(done.stdout)]
