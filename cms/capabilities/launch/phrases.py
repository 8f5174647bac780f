"""What a citizen is told of how a service stands, and of what is passed on."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.capabilities.launch.rules import (
    LANGUAGE,
    MUNICIPALITY,
    NAME,
    SUBJECT,
    Standing,
    State,
    Terms,
)


def passed(standing: Standing) -> list[str]:
    """What is passed on, each in a few words."""
    words = {
        SUBJECT: _("Et dæknavn, som kun leverandøren kender dig ved"),
        MUNICIPALITY: _("Hvilken kommune du hører til"),
        NAME: _("Dit fornavn"),
        LANGUAGE: _("Dit sprog"),
    }
    return [words[one] for one in standing.passes]


def why_not(standing: Standing, today: date) -> str:
    """Why it can't be opened; empty where it can."""
    terms = standing.terms
    match standing.state(today):
        case State.NO_AGREEMENT:
            return _("Din kommune har ikke en aftale om det her lige nu.")
        case State.NOT_READY:
            return _("Tilbuddet er ved at blive gjort klar. Kig forbi igen om nogle dage.")
        case State.FULL:
            return _("Alle pladser i din kommunes aftale er taget lige nu. Prøv igen senere.")
        case State.NOT_YET if terms:
            return _("Din kommunes aftale begynder den %(day)s.") % {"day": _day(terms.first_day)}
        case State.ENDED if terms and terms.last_day:
            return _("Din kommunes aftale sluttede den %(day)s.") % {"day": _day(terms.last_day)}
    return ""


def until(terms: Terms | None) -> str:
    """How long the agreement lasts, where it has an end."""
    if terms is None or terms.last_day is None:
        return ""
    return _("Du kan bruge det til og med den %(day)s.") % {"day": _day(terms.last_day)}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
