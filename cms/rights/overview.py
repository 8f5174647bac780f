"""Everything that is kept about a citizen, in the order and words of a page to read."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from cms.citizens import personal_data, related
from cms.citizens.answers import answers_of
from cms.citizens.declared import asked_attributes
from cms.citizens.models import Citizen
from cms.citizens.shown import shown_values
from cms.citizens.words import role_labels
from cms.rights.terms import terms_of, while_here


@dataclass(frozen=True)
class Line:
    """One thing that is known."""

    label: str
    value: str
    # The attribute by which it is corrected; empty where it is corrected elsewhere.
    attribute: str = ""


@dataclass(frozen=True)
class Part:
    """What is kept for one purpose: each entry has its lines."""

    heading: str
    purpose: str
    retention: str
    seen_by: str
    entries: list[list[Line]]


def parts(citizen: Citizen, language: str) -> list[Part]:
    """Who one is, the answers by what they are used for, and then every other table."""
    return [_person(citizen, language), *_answers(citizen, language), *_tables(citizen, language)]


def _person(citizen: Citizen, language: str) -> Part:
    lines = [
        Line(_("Navn"), related.in_words(citizen.display_name)),
        Line(_("Navnebeskyttelse"), related.in_words(citizen.protected_name)),
        Line(_("Kommune"), citizen.municipality.name),
        Line(_("Sprog"), dict(settings.LANGUAGES).get(citizen.language, "–")),
        Line(_("Log-ind-tjeneste"), citizen.issuer),
        Line(_("Tjenestens navn for dig"), citizen.subject),
        Line(_("Første gang her"), related.in_words(citizen.created_at)),
        Line(_("Senest her"), related.in_words(citizen.last_seen_at)),
        Line(_("Spørgsmål, du sprang over"), _skipped(citizen, language)),
    ]
    return Part(
        heading=_("Hvem du er"),
        purpose=_("Så siden kan kende dig igen, når du logger ind."),
        retention=while_here(),
        seen_by=_("Dig og dem i kommunen, der hjælper dig. Et beskyttet navn vises ikke."),
        entries=[lines],
    )


def _skipped(citizen: Citizen, language: str) -> str:
    known = asked_attributes()
    skipped = (known[name] for name in citizen.screening_skipped if name in known)
    labels = [one.label.in_language(language) for one in skipped]
    return ", ".join(labels) or "–"


def _answers(citizen: Citizen, language: str) -> list[Part]:
    """A part for each purpose, so that what is used for the same stands together."""
    found: dict[tuple[str, str, str], list[Line]] = {}
    known = asked_attributes()
    for name, values in answers_of(citizen).items():
        one = known[name]
        terms = (
            one.purpose.in_language(language),
            _("Vi sletter det, når du ikke har været her i %(days)s dage.")
            % {"days": one.retention},
            ", ".join(role_labels()[role] for role in one.who_may_see),
        )
        value = ", ".join(shown_values(one, values, language))
        found.setdefault(terms, []).append(Line(one.label.in_language(language), value, name))
    heading = _("Dine svar")
    return [
        Part(heading, purpose, retention, seen_by, entries=[lines])
        for (purpose, retention, seen_by), lines in found.items()
    ]


def _tables(citizen: Citizen, language: str) -> list[Part]:
    parts = []
    for table in personal_data.tables(citizen):
        if table.rows and table.name != "answers":
            terms = terms_of(table.name)
            entries = [
                [
                    Line(_capitalised(label), related.in_words(value))
                    for label, value in related.told(table, row, language).items()
                ]
                for row in table.rows
            ]
            parts.append(
                Part(
                    heading=table.label,
                    purpose=str(terms.purpose),
                    retention=str(terms.retention),
                    seen_by=str(terms.seen_by),
                    entries=entries,
                )
            )
    return parts


def _capitalised(label: str) -> str:
    return label[:1].upper() + label[1:]
