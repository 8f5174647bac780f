"""What checks find in a file of declarations, and reading a folder of them with every mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from cms.declarations import yaml_file
from cms.declarations.problems import DeclarationError, Problem
from cms.declarations.yaml_file import Place, line_of

Declared = TypeVar("Declared", bound=BaseModel)
# Where in the file, why it is wrong, and the way out.
Finding = tuple[Place, str, str]


def problems_of(
    path: Path, findings: Iterable[Finding], *, shown: str, below: Place = ()
) -> Iterator[Problem]:
    """Each finding with its line; places lie ``below`` a place, and the file is ``shown`` as."""
    for place, reason, fix in findings:
        whole = (*below, *place)
        where = ".".join(str(step) for step in whole)
        yield Problem(shown, line_of(path, whole), where, reason, fix)


def read_folder(
    folder: Path,
    below: str,
    model: type[Declared],
    findings: Callable[[Path, Declared], Iterable[Finding]],
) -> list[Declared]:
    """What is declared in a folder, a file each, by file name; ``below`` is what errors call it.

    Raises:
        DeclarationError: with every mistake in every file.
    """
    problems: list[Problem] = []
    found: list[Declared] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            declared = yaml_file.read(path, model)
        except DeclarationError as error:
            problems += error.problems
            continue
        found.append(declared)
        problems += problems_of(path, findings(path, declared), shown=f"{below}/{path.name}")
    if problems:
        raise DeclarationError(problems)
    return found


def misnamed(path: Path, name: str) -> Iterator[Finding]:
    """A declaration bears its file's name."""
    if name != path.stem:
        reason = f"the file is {path.name}, but the name is {name}"
        yield ("name",), reason, f"write `name: {path.stem}`"
