"""What editors set, in the import format: where one applies, until when, and questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cms.capabilities.application.models import ApplicationQuestion, ApplicationSettings
from cms.capabilities.questions import MOST_QUESTIONS
from cms.declarations import did_you_mean
from cms.library.models import Item

COLUMNS = ("where", "deadline", "address")
QUESTIONS = "questions"
OF_A_QUESTION = ("text", "kind", "choices", "required")


def exported(item: Item) -> dict[str, Any] | None:
    """Where, until when and questions, where the item has any."""
    settings, questions = item.application_settings.first(), list(item.application_questions.all())
    if settings is None and not questions:
        return None
    deadline = settings.deadline if settings else None
    said = {
        "where": settings.where if settings else "",
        "deadline": timezone.localtime(deadline).isoformat() if deadline else None,
        "address": settings.address if settings else "",
    }
    asked = [{key: getattr(one, key) for key in OF_A_QUESTION} for one in questions]
    return said | ({QUESTIONS: asked} if asked else {})


def put(item: Item, settings: Mapping[str, Any]) -> None:
    """Read `{"where": "here", "deadline": "2026-12-01T12:00:00+01:00", "questions": [...]}`.

    Questions that nothing is said of stay. Raises ValidationError.
    """
    _known(settings, (*COLUMNS, QUESTIONS))
    deadline = settings.get("deadline")
    row = ApplicationSettings(
        where=settings.get("where") or "",
        deadline=parse_datetime(deadline) if deadline else None,
        address=settings.get("address") or "",
    )
    row.full_clean(exclude=["item"])
    item.application_settings = [row]
    if QUESTIONS in settings:
        item.application_questions = _questions(settings[QUESTIONS] or [])


def _known(settings: Mapping[str, Any], keys: Sequence[str]) -> None:
    for key in settings.keys() - set(keys):
        raise ValidationError(
            _("Ukendt nøgle i application: %(key)s; %(fix)s")
            % {"key": key, "fix": did_you_mean(key, keys)}
        )


def _questions(rows: Sequence[Mapping[str, Any]]) -> list[ApplicationQuestion]:
    if len(rows) > MOST_QUESTIONS:
        raise ValidationError(_("Højst %(most)s spørgsmål.") % {"most": MOST_QUESTIONS})
    made = []
    for number, row in enumerate(rows):
        _known(row, OF_A_QUESTION)
        question = ApplicationQuestion(sort_order=number, **row)
        question.full_clean(exclude=["item"])
        made.append(question)
    return made
