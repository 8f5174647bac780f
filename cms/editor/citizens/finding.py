"""Finding citizens of one's own municipality: by name, by civil number, or by how they come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality
from cms.rights.civil_numbers import find_citizen

CIVIL_NUMBER = re.compile(r"[0-9]{6}[ -]?[0-9]{4}")
LONGEST = 100
NEW, QUIET = timedelta(days=30), timedelta(days=14)
STATES = {
    "alle": _("Alle"),
    "nye": _("Nye de sidste 30 dage"),
    "stille": _("Ikke set i 14 dage"),
}


@dataclass(frozen=True)
class Sought:
    """What one asks the list for."""

    state: str = "alle"
    # Never part of an address: a name or a civil number.
    words: str = ""


def found(municipality: Municipality, sought: Sought) -> QuerySet[Citizen]:
    """The municipality's citizens who answer to it. Raises InvalidCivilNumber.

    A protected name finds nobody: then the search itself would give the name away.
    """
    citizens = Citizen.objects.filter(municipality=municipality, moved_away_at=None)
    if CIVIL_NUMBER.fullmatch(sought.words):
        holder = find_citizen(municipality, sought.words)
        return citizens.filter(pk=holder.pk) if holder else citizens.none()
    for word in sought.words.split():
        citizens = citizens.filter(display_name__icontains=word, protected_name=False)
    now = timezone.now()
    if sought.state == "nye":
        citizens = citizens.filter(created_at__gte=now - NEW)
    elif sought.state == "stille":
        citizens = citizens.filter(last_seen_at__lt=now - QUIET)
    return citizens.order_by("protected_name", "display_name", "pk")
