"""A quiz as it is shown: to be answered, or with what was answered and why it is so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.capabilities.steps.models import QuizAttempt
from cms.capabilities.steps.rules import grade
from cms.capabilities.steps.services import last_attempt
from cms.capabilities.steps.syllabus import Question, Quiz, Step
from cms.citizens.models import Citizen
from cms.library.models import Item


@dataclass(frozen=True)
class ShownQuestion:
    """A question with what was answered; `verdict` is empty until somebody has."""

    question: Question
    chosen: tuple[str, ...]
    is_right: bool
    right_answers: str

    @property
    def text(self) -> str:
        """What was written to a question without choices."""
        return self.chosen[0] if self.chosen else ""


def shown_quiz(
    item: Item, citizen: Citizen, step: Step, *, again: bool = False
) -> dict[str, Any] | None:
    """What the template needs; None where the step is no quiz. `again`: an empty form."""
    if step.quiz is None:
        return None
    attempt = last_attempt(item, citizen, step)
    shows_result = attempt is not None and not again
    return {
        "questions": _questions(step.quiz, attempt if shows_result else None),
        "attempt": attempt if shows_result else None,
        "result": _result(attempt) if attempt and shows_result else "",
    }


def _questions(quiz: Quiz, attempt: QuizAttempt | None) -> list[ShownQuestion]:
    answers = attempt.answers if attempt else {}
    right = grade(quiz, answers).right
    return [
        ShownQuestion(one, tuple(answers.get(one.id, ())), one.id in right, _right_answers(one))
        for one in quiz.questions
    ]


def _right_answers(question: Question) -> str:
    if question.kind == "short":
        return next(iter(question.accepted), "")
    return ", ".join(one.text for one in question.choices if one.is_right)


def _result(attempt: QuizAttempt) -> str:
    words = {"right": attempt.right, "all": attempt.questions}
    if attempt.passed:
        return _("Du svarede rigtigt på %(right)s af %(all)s. Du har bestået.") % words
    return (
        _(
            "Du svarede rigtigt på %(right)s af %(all)s. "
            "Læs forklaringerne, og prøv igen, så tit du vil."
        )
        % words
    )
