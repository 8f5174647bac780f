"""Reads the judged questions: which items a person would want for these words, and how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "judged"
LANGUAGES = ("da", "en", "ar", "ru")
HIGHEST_GRADE = 3


@dataclass(frozen=True)
class Question:
    """Words as they are typed, and the grade of every item worth finding.

    3: just what is sought. 2: a good help. 1: touches upon it. What isn't named is of no use.
    """

    words: str
    grades: Mapping[str, int]
    is_held_out: bool


@dataclass(frozen=True)
class Judged:
    """The questions of one language, and the shelf on which they are asked."""

    language: str
    shelf: str
    questions: tuple[Question, ...]


def judged(language: str) -> Judged:
    """The questions of a language; every third is held out, to see what was learnt by heart."""
    found = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    questions = tuple(
        Question(words, grades, is_held_out=number % 3 == 0)
        for number, (words, grades) in enumerate(found["queries"].items(), start=1)
    )
    return Judged(found["language"], found["shelf"], questions)


def judged_types() -> set[str]:
    """The types that were there to be judged.

    An item of a type that came later would count as useless wherever it is found, however well it
    answers: such types are left out until somebody has read and graded their items too.
    """
    every = (question for language in LANGUAGES for question in judged(language).questions)
    return {address.partition("/")[0] for question in every for address in question.grades}
