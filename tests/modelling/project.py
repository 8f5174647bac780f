"""A copy of the project where content types come and go, with the demo nation's data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.servers import free_port
from scripts.steps import ROOT
from tests.modelling.visitor import Visitor

COPIED = (
    "cms",
    "content_models",
    "docs/api",
    "docs/content-types",
    "docs/welcome.txt",
    "fixtures/media_tools",
)
COPIED += ("graphql", "scripts", "themes", "manage.py", "pyproject.toml")
SERVE = """
import sys
from pathlib import Path
from scripts.servers import serving
with serving(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])):
    print("ready", flush=True)
    sys.stdin.read()
"""
SETUP = """
import json, os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
import django
django.setup()
from cms.library.scope import everything
with everything("test data"):
"""


@dataclass(frozen=True)
class Project:
    """The copy's folder, and the folder with its database, index and media."""

    folder: Path
    runtime: Path

    @classmethod
    def copied(cls, place: Path, nation: Path) -> Project:
        """Copy the project as it stands, and the nation's data."""
        project = cls(place / "project", place / "runtime")
        for name in COPIED:
            copy(ROOT / name, project.folder / name)
        shutil.copytree(nation, project.runtime)
        return project

    def content(self, *arguments: str, expect: int = 0) -> str:
        """Run `manage.py content …`; return what it said after checking its exit code."""
        return self.run("manage.py", "content", *arguments, expect=expect)

    def run(self, *arguments: str, expect: int = 0) -> str:
        """Run Python in the copy; return what it said after checking its exit code."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == expect, f"{arguments}: {done.returncode}\n{done.stdout}"
        assert "Traceback" not in done.stdout, done.stdout
        return done.stdout

    def data(self, code: str) -> Any:
        """Run code with Django on the copy's data; returns what it put into `answer`."""
        indented = "\n".join(f"    {line}" for line in code.strip().splitlines())
        said = self.run("-c", f"{SETUP}{indented}\nprint('answer:' + json.dumps(answer))")
        return json.loads(said.rpartition("answer:")[2])

    @property
    def environment(self) -> dict[str, str]:
        """As the demo runs."""
        return os.environ | {
            "CMS_ENVIRONMENT": "demo",
            "RUNTIME_DIR": str(self.runtime),
            "DJANGO_SETTINGS_MODULE": "cms.settings",
        }

    def declaration(self, name: str) -> Path:
        """The file of a content type."""
        return self.folder / "content_models" / f"{name}.yaml"

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text in a content type's file; it must be there."""
        text = self.declaration(name).read_text(encoding="utf-8")
        assert old in text, f"{name}.yaml does not say {old!r}"
        self.declaration(name).write_text(text.replace(old, new), encoding="utf-8")

    @contextmanager
    def serving(self) -> Iterator[Visitor]:
        """The portal, running as `make demo` runs it, with somebody to visit it."""
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(self.runtime), str(port), str(free_port())],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n", "the portal did not start"
            yield Visitor(f"http://localhost:{port}")
        finally:
            process.communicate(timeout=20)


def copy(source: Path, target: Path) -> None:
    """Copy a file or a folder, with what Python compiled: that takes seconds at every start."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        # Bytecode that is just being written is gone before it is copied.
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.pyc.*"))
    elif source.exists():
        shutil.copyfile(source, target)
