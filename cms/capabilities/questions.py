"""What is asked at sign-up, and which answers will do: without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST_QUESTION, LONGEST_ANSWER, MOST_QUESTIONS = 120, 300, 5
TEXT, YES_NO, CHOICE = "text", "yes_no", "choice"
YES, NO = "yes", "no"
Answers = list[list[str]]


class MissingAnswer(ValueError):
    """A question that must be answered wasn't; its text is the message."""


class WrongAnswer(ValueError):
    """An answer that isn't one of those to choose between, or is too long."""


@dataclass(frozen=True)
class Question:
    """One question: its key, words, `text`, `yes_no` or `choice`, and what to choose between."""

    key: int
    text: str
    kind: str = TEXT
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def allowed(self) -> tuple[str, ...]:
        """The answers there are; empty where one writes freely."""
        return (YES, NO) if self.kind == YES_NO else self.choices


def choices_in(text: str) -> tuple[str, ...]:
    """The choices, one from each line, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def answers_to(questions: Sequence[Question], given: Mapping[int, str]) -> Answers:
    """Pairs of question and answer, without the empty; `given` is by the questions' keys.

    Raises MissingAnswer, WrongAnswer.
    """
    read = [(one, _answer(one, given.get(one.key, ""))) for one in questions]
    return [[one.text, answer] for one, answer in read if answer]


def _answer(question: Question, given: str) -> str:
    said = " ".join(given.split())
    if not said and question.required:
        raise MissingAnswer(question.text)
    is_strange = question.kind != TEXT and said and said not in question.allowed
    if is_strange or len(said) > LONGEST_ANSWER:
        raise WrongAnswer(question.text)
    return said
