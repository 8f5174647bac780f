"""What editors set, in the import format: seats, last moments and questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cms.capabilities.questions import MOST_QUESTIONS
from cms.capabilities.signup.models import SignupQuestion, SignupSettings
from cms.declarations import did_you_mean
from cms.library.models import Item

COLUMNS = ("seats", "deadline", "cancel_until")
QUESTIONS = "questions"
KEYS = (*COLUMNS, QUESTIONS)
OF_A_QUESTION = ("text", "kind", "choices", "required")


def exported(item: Item) -> dict[str, Any] | None:
    """Seats, last moments and questions, where the item has any."""
    settings, questions = item.signup_settings.first(), list(item.signup_questions.all())
    if settings is None and not questions:
        return None
    said = {
        "seats": settings and settings.seats,
        "deadline": settings and _written(settings.deadline),
        "cancel_until": settings and _written(settings.cancel_until),
    }
    asked = [{key: getattr(one, key) for key in OF_A_QUESTION} for one in questions]
    return said | ({QUESTIONS: asked} if asked else {})


def _written(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None


def put(item: Item, settings: Mapping[str, Any]) -> None:
    """Read `{"seats": 20, "deadline": "2026-12-01T12:00:00+01:00", "questions": [...]}`.

    Questions that nothing is said of stay. Raises ValidationError.
    """
    _known(settings, KEYS)
    row = SignupSettings(
        seats=settings.get("seats"),
        deadline=_moment(settings.get("deadline")),
        cancel_until=_moment(settings.get("cancel_until")),
    )
    row.full_clean(exclude=["item"])
    item.signup_settings = [row]
    if QUESTIONS in settings:
        item.signup_questions = _questions(settings[QUESTIONS] or [])


def _known(settings: Mapping[str, Any], keys: Sequence[str]) -> None:
    for key in settings.keys() - set(keys):
        raise ValidationError(
            _("Ukendt nøgle i signup: %(key)s; %(fix)s")
            % {"key": key, "fix": did_you_mean(key, keys)}
        )


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None


def _questions(rows: Sequence[Mapping[str, Any]]) -> list[SignupQuestion]:
    if len(rows) > MOST_QUESTIONS:
        raise ValidationError(_("Højst %(most)s spørgsmål.") % {"most": MOST_QUESTIONS})
    made = []
    for number, row in enumerate(rows):
        _known(row, OF_A_QUESTION)
        question = SignupQuestion(sort_order=number, **row)
        question.full_clean(exclude=["item"])
        made.append(question)
    return made
