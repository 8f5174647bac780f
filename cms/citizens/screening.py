"""The questions at first log-in: which come, which are answered, and where one is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from cms.citizens.declared import asked_attributes
from cms.citizens.models import Citizen


@dataclass(frozen=True)
class Progress:
    """How far a citizen has come through the questions."""

    questions: tuple[str, ...]
    answered: frozenset[str]
    skipped: frozenset[str]

    @property
    def next(self) -> str | None:
        """The first question neither answered nor skipped; None when all are done."""
        done = self.answered | self.skipped
        return next((name for name in self.questions if name not in done), None)

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.questions)

    @property
    def done(self) -> int:
        """How many are answered or skipped."""
        return len((self.answered | self.skipped) & set(self.questions))

    def number(self, name: str) -> int:
        """The question's number, from 1. Raises ValueError for what is not asked."""
        return self.questions.index(name) + 1

    def before(self, name: str) -> str | None:
        """The question that stands before this one."""
        place = self.questions.index(name)
        return self.questions[place - 1] if place else None

    def after(self, name: str) -> str | None:
        """The next open question after this one, or any open one when the end is reached."""
        done = self.answered | self.skipped | {name}
        later = self.questions[self.questions.index(name) + 1 :]
        return next((one for one in later if one not in done), None) or self.next


def questions() -> tuple[str, ...]:
    """The screening's questions in their declared order."""
    order = {name: one.screening for name, one in asked_attributes().items() if one.screening}
    return tuple(sorted(order, key=lambda name: order[name] or 0))


def progress(citizen: Citizen) -> Progress:
    """Where this citizen is."""
    answered = citizen.answers.values_list("attribute", flat=True).distinct()
    return Progress(questions(), frozenset(answered), frozenset(citizen.screening_skipped))


def skip(citizen: Citizen, name: str) -> None:
    """Leave a question for now, and finish when it was the last."""
    if name not in citizen.screening_skipped:
        citizen.screening_skipped = [*citizen.screening_skipped, name]
        citizen.save(update_fields=["screening_skipped"])
    finish_if_done(citizen)


def finish_if_done(citizen: Citizen) -> None:
    """Note the moment when no question is open any more."""
    if citizen.screening_finished_at is None and progress(citizen).next is None:
        citizen.screening_finished_at = timezone.now()
        citizen.save(update_fields=["screening_finished_at"])
