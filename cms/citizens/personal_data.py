"""A citizen's rights: to see everything, to take it along, and to have it erased (M13.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from cms.citizens.answers import answers_of
from cms.citizens.declared import asked_attributes
from cms.citizens.models import Answer, Citizen
from cms.declarations.attributes import Attribute

Exporter = Callable[[Citizen], object]

# Floors above add what they keep about a citizen. Their tables point at Citizen with CASCADE,
# so that erasing needs no list that somebody could forget to extend.
_exporters: dict[str, Exporter] = {}


def register_exporter(name: str, exporter: Exporter) -> None:
    """Add a part to the export: `exporter` gives plain JSON data. Raises ValueError if taken."""
    if name in _exporters:
        raise ValueError(f"The export already has a part called {name!r}. Choose another name.")
    _exporters[name] = exporter


def export(citizen: Citizen, language: str = "da") -> dict[str, object]:
    """Everything that is known, as plain JSON data, with purpose and retention of each answer."""
    return {
        "citizen": {
            "municipality": citizen.municipality.name,
            "name": citizen.display_name,
            "language": citizen.language,
            "identity": {"issuer": citizen.issuer, "subject": citizen.subject},
            "protected_name": citizen.protected_name,
            "created_at": citizen.created_at.isoformat(),
            "last_seen_at": citizen.last_seen_at.isoformat(),
        },
        "answers": _exported_answers(citizen, language),
        "skipped_questions": list(citizen.screening_skipped),
        "reasons_turned_off": list(citizen.reasons_off.values_list("reason_key", flat=True)),
        **{name: exporter(citizen) for name, exporter in _exporters.items()},
    }


def _exported_answers(citizen: Citizen, language: str) -> list[dict[str, object]]:
    known = asked_attributes()
    return [
        {
            "attribute": name,
            "question": _question(known[name], language),
            "values": [plain(value) for value in values],
            "purpose": known[name].purpose.in_language(language),
            "legal_basis": known[name].legal_basis.in_language(language),
            "retention_days": known[name].retention,
            "who_may_see": list(known[name].who_may_see),
        }
        for name, values in answers_of(citizen).items()
    ]


def _question(attribute: Attribute, language: str) -> str:
    return (attribute.question or attribute.label).in_language(language)


def plain(value: str | Decimal | date) -> str | int:
    """A stored value as JSON can carry it; numbers are whole."""
    if isinstance(value, Decimal):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def erase(citizen: Citizen) -> None:
    """Remove the citizen and everything that hangs on it."""
    with transaction.atomic():
        citizen.delete()


def forget_expired(now: datetime | None = None) -> int:
    """Remove answers whose retention has run out since the last activity. Gives how many.

    Answers to attributes that are no longer declared have no purpose left and go too.
    """
    moment = now or timezone.now()
    known = asked_attributes()
    removed, _ = Answer.objects.exclude(attribute__in=known).delete()
    for name, attribute in known.items():
        limit = moment - timedelta(days=attribute.retention)
        expired = Answer.objects.filter(attribute=name, citizen__last_seen_at__lt=limit)
        removed += expired.delete()[0]
    return removed
