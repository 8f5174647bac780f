"""Field values as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.declarations import FieldDeclaration
from cms.library.labels import language
from cms.library.languages import LANGUAGE_NAMES
from cms.library.models import Item

MINUTES_IN_HOUR = 60
ICONS = {
    "duration": "clock",
    "date": "calendar",
    "date_time": "clock",
    "place": "place",
    "language": "language",
    "money": "money",
    "choice": "tag",
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
    parts = {
        "hours": ngettext("%(hours)s t.", "%(hours)s t.", hours) % {"hours": hours},
        "minutes": ngettext("%(minutes)s min.", "%(minutes)s min.", rest) % {"minutes": rest},
    }
    if hours and rest:
        return pgettext("duration", "%(hours)s %(minutes)s") % parts
    return parts["hours"] if hours else parts["minutes"]


def _date(value: date) -> str:
    return date_format(value, _("j. F Y"))


def _moment(value: datetime) -> str:
    local = timezone.localtime(value)
    today = timezone.localdate()
    time = date_format(local, _("G.i"))
    match (local.date() - today).days:
        case 0:
            return _("I dag kl. %(time)s") % {"time": time}
        case 1:
            return _("I morgen kl. %(time)s") % {"time": time}
    form = _("l j. F") if local.year == today.year else _("l j. F Y")
    return _("%(day)s kl. %(time)s") % {"day": capfirst(date_format(local, form)), "time": time}


def _money(value: Decimal) -> str:
    if not value:
        return _("Gratis")
    decimals = 0 if value == value.to_integral_value() else 2
    amount = number_format(value, decimals, force_grouping=True)
    return _("%(amount)s kr.") % {"amount": amount}


SPEAKERS: dict[str, Callable[[Any], str]] = {
    "duration": _duration,
    "date": _date,
    "date_time": _moment,
    "money": _money,
    "language": lambda code: str(LANGUAGE_NAMES.get(code, code)),
}
