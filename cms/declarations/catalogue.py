"""All declarations of a project, read together and checked against each other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from cms.declarations import yaml_file
from cms.declarations.attribute_file import read_attributes
from cms.declarations.competence_test import CompetenceTest, read_competence_test
from cms.declarations.consistency import Known, check_content_type, check_together
from cms.declarations.events import EventFile
from cms.declarations.feed import Feed
from cms.declarations.feed_file import FEEDS, read_feeds
from cms.declarations.glossary import Explained, read_glossary
from cms.declarations.journey_file import JOURNEYS, read_journeys
from cms.declarations.model import ContentType, Vocabulary
from cms.declarations.page_block import PageBlock
from cms.declarations.page_block_file import PAGES, Named, read_page_blocks
from cms.declarations.persona_file import read_personas
from cms.declarations.problems import DeclarationError, Problem
from cms.declarations.purpose_file import read_purposes
from cms.declarations.push_file import read_pushes
from cms.declarations.widget import Widget
from cms.declarations.widget_file import WIDGETS, Nameable, read_widgets

Declared = TypeVar("Declared", ContentType, Vocabulary)
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "content_models"
ATTRIBUTES = Path("citizens") / "attributes.yaml"
PERSONAS = Path("citizens") / "personas.yaml"
EVENTS = Path("citizens") / "events.yaml"
PURPOSES = Path("citizens") / "purposes.yaml"
GLOSSARY = Path("citizens") / "glossary.yaml"
COMPETENCE_TEST = Path("citizens") / "competence_test.yaml"


@dataclass(frozen=True)
class Catalogue:
    """Every content type and vocabulary, by name, in sorted order."""

    folder: Path
    content_types: dict[str, ContentType]
    vocabularies: dict[str, Vocabulary]


def read_catalogue(folder: Path) -> Catalogue:
    """Read and check a folder. Raises DeclarationError with every mistake in every file."""
    catalogue, problems = examine(folder)
    if problems:
        raise DeclarationError(problems)
    return catalogue


def examine(folder: Path) -> tuple[Catalogue, list[Problem]]:
    """What can be read, and every mistake; a file that can't be read hides no other's mistakes."""
    problems: list[Problem] = []
    vocabularies = dict(_read_all(folder / "vocabularies", Vocabulary, problems))
    content_types = dict(_read_all(folder, ContentType, problems))
    known = Known(
        frozenset(path.stem for path in folder.glob("*.yaml")),
        frozenset(path.stem for path in (folder / "vocabularies").glob("*.yaml")),
    )
    for declared in content_types.values():
        problems += check_content_type(folder, declared, known)
    problems += check_together(folder, content_types)
    for vocabulary in vocabularies.values():
        problems += _check_vocabulary(folder / "vocabularies", vocabulary)
    return Catalogue(folder, content_types, vocabularies), problems


def read_whole(folder: Path) -> Catalogue:
    """As `read_catalogue`, with all that is declared of pages, citizens, journeys and pushes.

    Raises DeclarationError.
    """
    catalogue, problems = examine(folder)
    if not problems:
        # What blocks name must be readable before they can be blamed for naming it.
        problems += _problems_of_blocks(catalogue)
        problems += _problems_of_feeds(catalogue)
    if (folder / ATTRIBUTES).exists():
        try:
            attributes = read_attributes(folder / ATTRIBUTES, catalogue.vocabularies)
            pushes = read_pushes(folder, attributes)
            read_journeys(folder / JOURNEYS, pushes.kinds)
            if (folder / PERSONAS).exists():
                read_personas(folder / PERSONAS, attributes, catalogue.vocabularies)
            if (folder / PURPOSES).exists():
                purposes = read_purposes(folder / PURPOSES, attributes)
                if (folder / COMPETENCE_TEST).exists():
                    path = folder / COMPETENCE_TEST
                    read_competence_test(path, catalogue.vocabularies, purposes)
            if (folder / GLOSSARY).exists():
                read_glossary(folder / GLOSSARY)
            if (folder / EVENTS).exists():
                yaml_file.read(folder / EVENTS, EventFile)
            if not problems:
                read_widgets(folder / WIDGETS, Nameable(catalogue.content_types, attributes))
        except DeclarationError as error:
            problems += error.problems
    if problems:
        raise DeclarationError(problems)
    return catalogue


def _problems_of_blocks(catalogue: Catalogue) -> list[Problem]:
    try:
        page_blocks_of(catalogue)
    except DeclarationError as error:
        return error.problems
    return []


def _problems_of_feeds(catalogue: Catalogue) -> list[Problem]:
    try:
        feeds_of(catalogue)
    except DeclarationError as error:
        return error.problems
    return []


def feeds_of(catalogue: Catalogue) -> dict[str, Feed]:
    """What items flow in from, by name. Raises DeclarationError."""
    return read_feeds(catalogue.folder / FEEDS, catalogue.content_types)


def page_blocks_of(catalogue: Catalogue) -> dict[str, PageBlock]:
    """The blocks that pages are composed of, by name. Raises DeclarationError."""
    named = Named(catalogue.content_types, catalogue.vocabularies)
    return read_page_blocks(catalogue.folder / PAGES, named)


def widgets_of(catalogue: Catalogue) -> dict[str, Widget]:
    """The elements of citizens' own pages, by name. Raises DeclarationError."""
    path = catalogue.folder / ATTRIBUTES
    attributes = read_attributes(path, catalogue.vocabularies) if path.exists() else {}
    nameable = Nameable(catalogue.content_types, attributes)
    return read_widgets(catalogue.folder / WIDGETS, nameable)


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
            line = yaml_file.line_of(path, ("name",))
            problems.append(Problem(path.name, line, "name", reason, fix))
            continue
        yield declared.name, declared


def _check_vocabulary(folder: Path, vocabulary: Vocabulary) -> Iterator[Problem]:
    path = folder / f"{vocabulary.name}.yaml"
    slugs = [term.slug for term in vocabulary.terms]
    for position, term in enumerate(vocabulary.terms):
        if term.slug in slugs[:position]:
            line = yaml_file.line_of(path, ("terms", position))
            reason = f"the term {term.slug} stands twice"
            yield Problem(path.name, line, f"terms.{position}", reason, "remove or rename one")
        if term.broader and term.broader not in slugs:
            line = yaml_file.line_of(path, ("terms", position, "broader"))
            reason = f"there is no term {term.broader}"
            fix = "name a term of the same vocabulary"
            yield Problem(path.name, line, f"terms.{position}.broader", reason, fix)


def current_folder() -> Path:
    """Where the project's own declarations are; the environment variable serves tests."""
    return Path(os.environ.get("CONTENT_MODELS_DIR", DEFAULT_FOLDER))


@lru_cache(maxsize=1)
def current() -> Catalogue:
    """The project's own declarations, read once a process."""
    return read_catalogue(current_folder())


@lru_cache(maxsize=1)
def current_page_blocks() -> dict[str, PageBlock]:
    """The project's own page blocks, read once a process."""
    return page_blocks_of(current())


@lru_cache(maxsize=1)
def current_feeds() -> dict[str, Feed]:
    """The project's own feeds, read once a process."""
    return feeds_of(current())


@lru_cache(maxsize=1)
def current_widgets() -> dict[str, Widget]:
    """The project's own widgets, read once a process."""
    return widgets_of(current())


@lru_cache(maxsize=1)
def current_glossary() -> dict[str, Explained]:
    """The words that the project explains, read once a process; none without the file."""
    path = current_folder() / GLOSSARY
    return read_glossary(path) if path.exists() else {}


@lru_cache(maxsize=1)
def current_competence_test() -> CompetenceTest | None:
    """The project's own test of what one can do, read once a process; None without the file."""
    catalogue = current()
    path = catalogue.folder / COMPETENCE_TEST
    if not path.exists():
        return None
    attributes = read_attributes(catalogue.folder / ATTRIBUTES, catalogue.vocabularies)
    purposes = read_purposes(catalogue.folder / PURPOSES, attributes)
    return read_competence_test(path, catalogue.vocabularies, purposes)
