"""Field values as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _

from cms.declarations import FieldDeclaration
from cms.library.labels import language
from cms.library.languages import CONTENT_LANGUAGES
from cms.library.models import Item

MINUTES_IN_HOUR = 60
ICONS = {
    "duration": "clock",
    "date": "calendar",
    "date_time": "clock",
    "place": "place",
    "language": "language",
    "money": "money",
    "choice": "check",
}


def spoken(item: Item, name: str, field: FieldDeclaration) -> str:
    """The field's value in words, or an empty text where there is none."""
    value = getattr(item, name)
    if value in (None, ""):
        return ""
    if field.kind == "choice":
        label = (field.choices or {}).get(value)
        return label.in_language(language()) if label else ""
    speak = SPEAKERS.get(field.kind)
    return speak(value) if speak else str(value)


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, MINUTES_IN_HOUR)
    if not hours:
        return _("%(minutes)s min.") % {"minutes": minutes}
    if not rest:
        return _("%(hours)s t.") % {"hours": hours}
    return _("%(hours)s t. %(minutes)s min.") % {"hours": hours, "minutes": rest}


def _date(value: date) -> str:
    return date_format(value, "j. F Y" if get_language() == "da" else "DATE_FORMAT")


def _moment(value: datetime) -> str:
    local = timezone.localtime(value)
    if (get_language() or "da") != "da":
        return f"{date_format(local, 'l j F')}, {date_format(local, 'H:i')}"
    day = {0: _("I dag"), 1: _("I morgen")}.get((local.date() - timezone.localdate()).days)
    return f"{day or date_format(local, 'l j. F').capitalize()} kl. {date_format(local, 'G.i')}"


def _money(value: Decimal) -> str:
    if not value:
        return _("Gratis")
    whole = value == value.to_integral_value()
    amount = f"{value:.0f}" if whole else f"{value:.2f}".replace(".", ",")
    return _("%(amount)s kr.") % {"amount": amount}


SPEAKERS: dict[str, Callable[[Any], str]] = {
    "duration": _duration,
    "date": _date,
    "date_time": _moment,
    "money": _money,
    "language": lambda code: CONTENT_LANGUAGES.get(code, code),
}
