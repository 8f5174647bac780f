"""What is open, what comes next, and what is answered rightly: decisions without a database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from cms.capabilities.steps.syllabus import QUIZ, Module, Opening, Question, Quiz, Step, Syllabus

Answers = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Waiting:
    """What a step waits for: a step, a whole module (and `step` of it), or a moment."""

    step: Step | None = None
    module: int | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Grade:
    """How a quiz went: which questions were right, of how many, and whether that is enough."""

    right: frozenset[str]
    questions: int
    passed: bool


def waits_for(
    syllabus: Syllabus, step: Step, done: Collection[str], now: datetime
) -> Waiting | None:
    """What must come first; None where the step is open. What is done stays open."""
    if step.id in done:
        return None
    module = syllabus.modules[step.module - 1]
    first = module.steps[0]
    return _missing(syllabus, module.opening, first, done, now, whole=True) or _missing(
        syllabus, step.opening, step, done, now
    )


def _missing(
    syllabus: Syllabus,
    opening: Opening,
    step: Step,
    done: Collection[str],
    now: datetime,
    *,
    whole: bool = False,
) -> Waiting | None:
    if opening.at and now < opening.at:
        return Waiting(until=opening.at)
    earlier = [one for one in syllabus.steps if one.number < step.number]
    # Before a module, the step before is the module before.
    after = "module" if whole and opening.after == "step" else opening.after
    match after:
        case "step":
            wanted = earlier[-1:]
        case "module":
            wanted = [one for one in earlier if one.module == step.module - 1]
        case "quiz":
            wanted = [one for one in earlier if one.kind == QUIZ][-1:]
        case _:
            wanted = []
    left = [one for one in wanted if one.id not in done]
    if not left:
        return None
    return Waiting(step=left[0], module=left[0].module if after == "module" else None)


def next_step(
    syllabus: Syllabus, done: Collection[str], now: datetime, after: Step | None = None
) -> Step | None:
    """The first that is open and not done: after the given one, else from the beginning."""
    ready = [
        step
        for step in syllabus.steps
        if step.id not in done and not waits_for(syllabus, step, done, now)
    ]
    later = [step for step in ready if after is not None and step.number > after.number]
    return next(iter(later or ready), None)


def remaining(syllabus: Syllabus, done: Collection[str]) -> list[Step]:
    """The steps that are not done, in their order."""
    return [step for step in syllabus.steps if step.id not in done]


def is_done(module: Module, done: Collection[str]) -> bool:
    """Whether all of a module is done."""
    return all(step.id in done for step in module.steps)


def grade(quiz: Quiz, answers: Answers) -> Grade:
    """How it went. An empty quiz is passed."""
    right = frozenset(one.id for one in quiz.questions if _is_right(one, answers.get(one.id, ())))
    enough = len(right) * 100 >= quiz.pass_percent * len(quiz.questions)
    return Grade(right, len(quiz.questions), enough)


def _is_right(question: Question, given: Sequence[str]) -> bool:
    if question.kind == "short":
        return bool(given) and tidy(given[0]) in {tidy(one) for one in question.accepted}
    return set(given) == {one.id for one in question.choices if one.is_right}


def tidy(text: str) -> str:
    """As two answers are compared: without capitals, doubled spaces and a closing full stop."""
    return " ".join(normalize("NFC", text).casefold().split()).rstrip(".!")


def answers_to(quiz: Quiz, given: Answers) -> dict[str, list[str]]:
    """What was answered, without questions and choices that the quiz doesn't have."""
    kept = {}
    for question in quiz.questions:
        said = list(given.get(question.id, ()))
        if question.kind == "short":
            kept[question.id] = [one.strip()[:200] for one in said[:1]]
        else:
            known = {choice.id for choice in question.choices}
            kept[question.id] = sorted(set(said) & known)
    return {key: said for key, said in kept.items() if any(said)}
