"""On which terms applications are kept, as the citizen reads it, and when they are deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.capabilities.application.models import Application
from cms.capabilities.application.rules import NO, WITHDRAWN
from cms.citizens.moving import Own, carry_rows, count_rows, declare_own
from cms.rights.retention import Keeping, register
from cms.rights.terms import Terms, declare_terms, period

APPLICATIONS = "applications"


def _kept() -> str:
    text = _("%(period)s efter et nej, eller efter at du trak den tilbage.")
    return text % {"period": period(settings.APPLICATIONS_KEPT_DAYS)}


def over_long_ago(now: datetime) -> QuerySet[Application]:
    """Applications that were answered or taken back so long ago."""
    limit = now - timedelta(days=settings.APPLICATIONS_KEPT_DAYS)
    return Application.objects.filter(state__in=(NO, WITHDRAWN), changed_at__lt=limit)


def declare() -> None:
    """Called once, when the apps are ready."""
    terms = Terms(
        purpose=gettext_lazy("Så du kan søge her og se, hvor langt dine ansøgninger er."),
        retention=lazy(_kept, str)(),
        seen_by=gettext_lazy("Dig, og dem, du søger hos, så længe ansøgningen står."),
    )
    for table in (APPLICATIONS, "application_steps", "sent_papers"):
        declare_terms(table, terms)
    register(Keeping(APPLICATIONS, "applications over long ago", over_long_ago, order=115))
    declare_own(
        Own(
            APPLICATIONS,
            APPLICATIONS,
            gettext_lazy("Dine ansøgninger"),
            count_rows(APPLICATIONS),
            carry_rows(APPLICATIONS, "item"),
        )
    )
