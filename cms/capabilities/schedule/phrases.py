"""Times in words, as a reader meets them, on the Danish clock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.capabilities.schedule.models import Occurrence


def day_and_time(moment: datetime) -> str:
    """`torsdag d. 5. november kl. 10.00`, with the year where it is another than this."""
    local = timezone.localtime(moment)
    form = _("l j. F") if local.year == timezone.localdate().year else _("l j. F Y")
    return _("%(day)s kl. %(time)s") % {
        "day": date_format(local, form),
        "time": date_format(local, _("G.i")),
    }


def span(row: Occurrence) -> str:
    """As `day_and_time`, and until when, where that is known and on the same day."""
    text = day_and_time(row.starts)
    if row.ends is None or timezone.localdate(row.ends) != timezone.localdate(row.starts):
        return text
    end = date_format(timezone.localtime(row.ends), _("G.i"))
    return _("%(begin)s til %(end)s") % {"begin": text, "end": end}


def what_changed(row: Occurrence) -> str:
    """That it is cancelled, or moved and from when; empty where it is as planned."""
    if row.is_cancelled:
        return _("Aflyst")
    if row.is_moved:
        return _("Flyttet fra %(when)s") % {"when": day_and_time(row.planned)}
    return ""
