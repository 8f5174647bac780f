"""The rule word `has_competence`: something stands on the citizen's page of competences."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from cms.citizens.prepared import Prepared
from cms.citizens.rule_words import Arguments, Word
from cms.competences.models import Competence

COMPETENCE = "competence"

_terms = Prepared(
    lambda citizen: Competence.objects.filter(citizen_id=citizen).order_by().values_list("term")
)


def _gather(citizen: Any, today: date) -> frozenset[str]:
    return frozenset(term for (term,) in _terms.rows(citizen.pk))


def _holds(terms: frozenset[str], arguments: Arguments) -> bool:
    return str(arguments[COMPETENCE]) in terms


def _exists(arguments: Arguments, today: date) -> Exists:
    own = Competence.objects.filter(citizen_id=OuterRef("pk"), term=arguments[COMPETENCE])
    return Exists(own.order_by())


WORDS = (
    Word(
        "has_competence",
        {COMPETENCE: True},
        _gather,
        _holds,
        _exists,
        {
            "da": "kan: {competence}",
            "en": "can do: {competence}",
            "ar": "يجيد: {competence}",
            "ru": "умеет: {competence}",
        },
    ),
)
