"""Removes what has been kept long enough: what messages said, and letters that are settled.

It is done by the same run as all else that has a time, and told to the citizen in the same place.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.pushes.declared import kinds
from cms.pushes.inbox import empty
from cms.pushes.models import SETTLED, Contact, Letter, Push
from cms.rights.retention import Keeping, register
from cms.rights.terms import Terms, declare_terms, period, while_here

LETTERS_KEPT = timedelta(days=90)
UNCONFIRMED_KEPT = timedelta(days=1)


def old_words(now: datetime) -> QuerySet[Push]:
    """Pushes past their kind's retention that still say something.

    A push of a kind that is no longer declared has no purpose left and is among them.
    """
    old = (
        Q(kind=name, made_at__lt=now - timedelta(days=kind.retention))
        for name, kind in kinds().items()
    )
    past = reduce(or_, old, ~Q(kind__in=list(kinds())))
    return Push.objects.filter(past, removed_at__isnull=True)


def old_letters(now: datetime) -> QuerySet[Letter]:
    """Settled letters; after three months nobody needs to be asked about flagged ones either."""
    return Letter.objects.filter(state__in=SETTLED, settled_at__lt=now - LETTERS_KEPT)


def unconfirmed(now: datetime) -> QuerySet[Contact]:
    """Addresses and numbers that nobody confirmed."""
    return Contact.objects.filter(confirmed_at=None, made_at__lt=now - UNCONFIRMED_KEPT)


def _empty(rows: QuerySet[Any]) -> None:
    """The words go; the row stays, so that the same thing is never told twice."""
    empty(rows)


def _letters() -> str:
    text = _("%(period)s efter, at den er sendt.")
    return text % {"period": period(LETTERS_KEPT.days)}


def _words() -> str:
    longest = max((kind.retention for kind in kinds().values()), default=0)
    text = _("Ordene højst i %(period)s. At du har fået beskeden, så længe du bruger siden.")
    return text % {"period": period(longest)}


register(Keeping("pushes", "messages' words past their time", old_words, _empty, order=110))
register(Keeping("letters", "letters sent long ago", old_letters, order=111))
register(Keeping("contacts", "addresses never confirmed", unconfirmed, order=112))

_SENT = Terms(
    purpose=gettext_lazy("Så vi kan se, om en besked er nået frem, og aldrig sender den to gange."),
    retention=lazy(_letters, str)(),
)
_WISHES = Terms(
    purpose=gettext_lazy("Så du får besked på den måde, du selv har valgt."),
    retention=lazy(while_here, str)(),
)
declare_terms(
    "pushes",
    Terms(
        purpose=gettext_lazy("Så du kan læse dine beskeder, og ikke får den samme to gange."),
        retention=lazy(_words, str)(),
    ),
)
for _table in ("letters", "enclosures"):
    declare_terms(_table, _SENT)
for _table in ("push_settings", "push_preferences", "push_contacts"):
    declare_terms(_table, _WISHES)
