"""A citizen's rights: to see everything, to take it along, and to have it erased (M13.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from cms.citizens import related
from cms.citizens.answers import answers_of
from cms.citizens.declared import asked_attributes
from cms.citizens.models import Answer, Citizen
from cms.citizens.related import Table
from cms.citizens.signals import citizen_leaves
from cms.declarations.attributes import Attribute

# What the export says in words of its own. Everything else that points at a citizen follows as
# it stands in its table, so that no floor above can forget to add its part.
SAID_OTHERWISE = frozenset({"answers", "reasons_off"})


def export(citizen: Citizen, language: str = "da") -> dict[str, object]:
    """Everything that is known, as plain JSON data, with purpose and retention of each answer."""
    return {
        "citizen": {
            "municipality": citizen.municipality.name,
            "name": citizen.display_name,
            "language": citizen.language,
            "identity": {"issuer": citizen.issuer, "subject": citizen.subject},
            "protected_name": citizen.protected_name,
            "protected_address": citizen.protected_address,
            "created_at": citizen.created_at.isoformat(),
            "last_seen_at": citizen.last_seen_at.isoformat(),
        },
        "answers": _exported_answers(citizen, language),
        "skipped_questions": list(citizen.screening_skipped),
        "reasons_turned_off": list(citizen.reasons_off.values_list("reason_key", flat=True)),
        **dict(_exported_tables(citizen, language)),
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


def tables(citizen: Citizen) -> list[Table]:
    """The rows of every table that points at the citizen, also through others."""
    return list(related.tables(citizen))


def _exported_tables(
    citizen: Citizen, language: str
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """The rows of every other table, by the name it goes under."""
    for table in tables(citizen):
        if table.name not in SAID_OTHERWISE:
            yield table.name, [related.plain_row(table, row, language) for row in table.rows]


def plain(value: str | Decimal | date) -> str | int:
    """A stored value as JSON can carry it; numbers are whole."""
    if isinstance(value, Decimal):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def erase(citizen: Citizen) -> None:
    """Remove the citizen and everything that hangs on it; what others wait for is given back."""
    with transaction.atomic():
        citizen_leaves.send(sender=Citizen, citizen=citizen)
        citizen.delete()


def expired_answers(now: datetime) -> QuerySet[Answer]:
    """Answers whose retention has run out since the last activity.

    Answers to attributes that are no longer declared have no purpose left and are among them.
    """
    known = asked_attributes()
    condition = ~Q(attribute__in=known)
    for name, attribute in known.items():
        limit = now - timedelta(days=attribute.retention)
        condition |= Q(attribute=name, citizen__last_seen_at__lt=limit)
    return Answer.objects.filter(condition)
