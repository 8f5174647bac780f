"""Modules and steps as plain values: read from what the editor built, judged without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

TEXT, VIDEO, EXERCISE, QUIZ, UPLOAD, CLASS_DAY = (
    "text",
    "video",
    "exercise",
    "quiz",
    "upload",
    "class_day",
)


@dataclass(frozen=True)
class Opening:
    """When something opens: `after` is "", step, module or quiz; `at` the earliest moment."""

    after: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen."""

    id: str
    text: str
    is_right: bool = False


@dataclass(frozen=True)
class Question:
    """One question: single, multiple or short; `accepted` are spellings of a short answer."""

    id: str
    text: str
    kind: str = "single"
    choices: Sequence[Choice] = ()
    accepted: Sequence[str] = ()
    explanation: str = ""


@dataclass(frozen=True)
class Quiz:
    """Questions, and how many per cent of them must be right."""

    questions: Sequence[Question]
    pass_percent: int = 0


@dataclass(frozen=True)
class Step:
    """One step: `number` counts through the whole course from 1; `content` is what its kind has."""

    id: str
    number: int
    kind: str
    title: str
    module: int
    opening: Opening = Opening()
    content: Mapping[str, Any] = field(default_factory=dict)
    quiz: Quiz | None = None


@dataclass(frozen=True)
class Module:
    """Steps that belong together; `number` counts from 1."""

    id: str
    number: int
    title: str
    steps: Sequence[Step]
    opening: Opening = Opening()


@dataclass(frozen=True)
class Syllabus:
    """All modules of an item."""

    modules: Sequence[Module] = ()

    @property
    def steps(self) -> list[Step]:
        """All steps, in their order."""
        return [step for module in self.modules for step in module.steps]

    def by_id(self, key: str) -> Step | None:
        """The step of this id, wherever it has been moved."""
        return next((step for step in self.steps if step.id == key), None)

    def by_number(self, number: int) -> Step | None:
        """The step that is so far in the course."""
        return next((step for step in self.steps if step.number == number), None)
