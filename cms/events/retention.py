"""How long events are kept: each kind as its declaration says."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.events.declared import kinds
from cms.events.models import Event
from cms.events.services import forget
from cms.rights.retention import Keeping, register
from cms.rights.terms import Terms, declare_terms


def expired(now: datetime) -> QuerySet[Any]:
    """Events past their time, and those of kinds that are no longer declared."""
    old = (
        Q(kind=name, happened_at__lt=now - timedelta(days=kind.retention))
        for name, kind in kinds().items()
    )
    return Event.objects.filter(reduce(or_, old, ~Q(kind__in=kinds())))


def _remove(events: QuerySet[Any]) -> None:
    forget(events, "past its time")


register(Keeping("events", "events past their time", expired, _remove))
declare_terms(
    "events",
    Terms(
        purpose=_("Så vi kan vise dig det næste skridt. Kun hvis du har sagt ja til det."),
        retention=_("Højst et år. Søgeord i højst tre måneder."),
    ),
)
