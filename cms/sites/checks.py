"""What opening hours, languages and the official address of a statement must look like."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.sites.hours import DAYS

OFFICIAL_PLACE = "https://was.digst.dk/"


def check_hours(hours: Any) -> None:
    """Raise ValidationError naming the first day that isn't right, and how it should be."""
    if not isinstance(hours, dict):
        raise ValidationError(_("Åbningstiderne skal stå for hver dag."))
    for day, spans in hours.items():
        if day not in DAYS:
            raise ValidationError(_("%(day)s er ikke en ugedag.") % {"day": day})
        _check_day(day, spans)


def _check_day(day: str, spans: Any) -> None:
    ends = "00:00"
    for opens, closes in _pairs(day, spans):
        if not opens < closes:
            raise ValidationError(
                _("%(day)s: I lukker (%(closes)s), før I åbner (%(opens)s).")
                % {"day": DAYS[day], "opens": opens, "closes": closes}
            )
        if opens < ends:
            raise ValidationError(
                _("%(day)s: tiderne lapper over. Skriv dem efter hinanden.") % {"day": DAYS[day]}
            )
        ends = closes


def _pairs(day: str, spans: Any) -> list[tuple[str, str]]:
    """Both ends of each span as "09:00", which compare as texts."""
    try:
        return [
            (f"{time.fromisoformat(opens):%H:%M}", f"{time.fromisoformat(closes):%H:%M}")
            for opens, closes in spans
        ]
    except (TypeError, ValueError) as error:
        raise ValidationError(
            _("%(day)s: skriv tiderne som 09:00 og 16:00.") % {"day": DAYS[day]}
        ) from error


def all_languages() -> list[str]:
    """Every language that the portal speaks: what a new site starts with."""
    return [code for code, _name in settings.LANGUAGES]


def check_languages(codes: Any) -> None:
    """Raise ValidationError unless these are languages of the portal, Danish among them."""
    if not isinstance(codes, list) or not set(codes) <= set(all_languages()):
        raise ValidationError(_("Vælg blandt de sprog, som portalen taler."))
    if settings.LANGUAGE_CODE not in codes:
        raise ValidationError(_("Dansk er altid slået til."))


def check_official_address(address: str) -> None:
    """Raise ValidationError unless the address is the authority's own place for statements."""
    if not address.startswith(OFFICIAL_PLACE):
        raise ValidationError(_("Adressen begynder med %(place)s.") % {"place": OFFICIAL_PLACE})
