"""What the answers to the test come to, decided without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from cms.declarations.competence_test import CompetenceTest


def found_by(test: CompetenceTest, answers: Mapping[str, str]) -> dict[str, list[str]]:
    """The terms that have enough points, each with the questions that gave them, in order.

    Answers to questions or with words that are no longer declared count nothing.
    """
    points: dict[str, int] = defaultdict(int)
    because: dict[str, list[str]] = defaultdict(list)
    for name, question in test.questions.items():
        reply = test.scale.get(answers.get(name, ""))
        if reply is None or not reply.points:
            continue
        for term in dict.fromkeys(question.shows):
            points[term] += reply.points
            because[term].append(name)
    return {term: because[term] for term in points if points[term] >= test.enough}


def next_question(test: CompetenceTest, answers: Mapping[str, str]) -> str | None:
    """The first that isn't answered; None when all are."""
    return next((name for name in test.questions if name not in answers), None)
