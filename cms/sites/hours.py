"""Opening hours: spans of time for each day of the week, grouped and said in words.

Kept as `{"monday": [["09:00", "12:00"], ["13:00", "16:00"]], …}`. A day that isn't there is closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Spans = Sequence[Sequence[str]]
Hours = Mapping[str, Spans]

DAYS: dict[str, Promise] = {
    "monday": gettext_lazy("mandag"),
    "tuesday": gettext_lazy("tirsdag"),
    "wednesday": gettext_lazy("onsdag"),
    "thursday": gettext_lazy("torsdag"),
    "friday": gettext_lazy("fredag"),
    "saturday": gettext_lazy("lørdag"),
    "sunday": gettext_lazy("søndag"),
}


def grouped(hours: Hours) -> list[tuple[list[str], Spans]]:
    """Neighbouring days with the same hours together; days that are closed are left out."""
    runs = groupby(DAYS, key=lambda day: hours.get(day) or [])
    return [(list(days), spans) for spans, days in runs if spans]


def days_in_words(days: Sequence[str]) -> str:
    """`Mandag til torsdag`, in the reader's language."""
    first, last = str(DAYS[days[0]]), str(DAYS[days[-1]])
    said = first if len(days) == 1 else _("%(first)s til %(last)s") % {"first": first, "last": last}
    return said[:1].upper() + said[1:]


def spans_in_words(spans: Spans) -> str:
    """`9.00–12.00, 13.00–16.00`."""
    return ", ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in spans)


def _clock(moment: str) -> str:
    hour, minute = moment.split(":")[:2]
    return f"{int(hour)}.{minute}"


def hours_in_words(hours: Hours) -> list[dict[str, str]]:
    """The opening hours as lines of `days` and `times`."""
    return [
        {"days": days_in_words(days), "times": spans_in_words(spans)}
        for days, spans in grouped(hours)
    ]


def one_sentence(hours: Hours) -> str:
    """All of it in one line, for where there is room for no more."""
    lines = [f"{line['days']} kl. {line['times']}" for line in hours_in_words(hours)]
    return ". ".join(lines) + "." if lines else ""
