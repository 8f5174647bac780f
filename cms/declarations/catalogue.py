"""All declarations of a project, read together and checked against each other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from cms.declarations import yaml_file
from cms.declarations.consistency import check_content_type, check_together
from cms.declarations.model import ContentType, Vocabulary
from cms.declarations.problems import DeclarationError, Problem

Declared = TypeVar("Declared", ContentType, Vocabulary)
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "content_models"


@dataclass(frozen=True)
class Catalogue:
    """Every content type and vocabulary, by name, in sorted order."""

    folder: Path
    content_types: dict[str, ContentType]
    vocabularies: dict[str, Vocabulary]


def read_catalogue(folder: Path) -> Catalogue:
    """Read and check a folder. Raises DeclarationError with every mistake in every file."""
    problems: list[Problem] = []
    vocabularies = dict(_read_all(folder / "vocabularies", Vocabulary, problems))
    content_types = dict(_read_all(folder, ContentType, problems))
    for declared in content_types.values():
        problems += check_content_type(folder, declared, content_types, vocabularies)
    problems += check_together(folder, content_types)
    if problems:
        raise DeclarationError(problems)
    return Catalogue(folder, content_types, vocabularies)


def _read_all(
    folder: Path, model: type[Declared], problems: list[Problem]
) -> Iterator[tuple[str, Declared]]:
    """Each readable file under its name; what can't be read goes to `problems`."""
    for path in sorted(folder.glob("*.yaml")):
        try:
            declared = yaml_file.read(path, model)
        except DeclarationError as error:
            problems += error.problems
            continue
        if declared.name != path.stem:
            reason = f"the file is {path.name}, but the name is {declared.name}"
            fix = f"call the file {declared.name}.yaml, or write `name: {path.stem}`"
            problems.append(Problem(path.name, 1, "name", reason, fix))
        yield declared.name, declared


def current_folder() -> Path:
    """Where the project's own declarations are; the environment variable serves tests."""
    return Path(os.environ.get("CONTENT_MODELS_DIR", DEFAULT_FOLDER))


@lru_cache(maxsize=1)
def current() -> Catalogue:
    """The project's own declarations, read once a process."""
    return read_catalogue(current_folder())
