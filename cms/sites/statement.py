"""The accessibility statement: what it still lacks, publishing it, and taking it back.

Danish law (act 692 of 2018 on the accessibility of public bodies' websites) asks for the common
European statement: how far the law is met, what can't be used and why, how it was tested and
when, both a written and a telephone contact, and whom to complain to. It is renewed every year.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.sites.history import CLOSED, OPENED, STATEMENT
from cms.sites.models import Compliance, SiteDetails
from cms.sites.services import store

RENEWED_AFTER = timedelta(days=365)


def lacking(details: SiteDetails) -> dict[str, str]:
    """What must be written before the statement can be published: field name and why."""
    missing: dict[str, str] = {}
    if not details.compliance:
        missing["compliance"] = _("Sig, hvor langt siden følger loven.")
    if details.compliance not in ("", Compliance.FULL) and not details.not_accessible.strip():
        missing["not_accessible"] = _("Skriv, hvad der ikke kan bruges af alle.")
    if not details.test_method:
        missing["test_method"] = _("Sig, hvem der har prøvet siden.")
    if not details.tested_how.strip():
        missing["tested_how"] = _("Skriv, hvordan siden er prøvet.")
    return missing | _lacking_date(details) | _lacking_contact(details)


def _lacking_date(details: SiteDetails) -> dict[str, str]:
    if details.statement_date is None:
        return {"statement_date": _("Skriv erklæringens dato.")}
    if details.statement_date > timezone.localdate():
        return {"statement_date": _("Datoen kan ikke ligge ude i fremtiden.")}
    return {}


def _lacking_contact(details: SiteDetails) -> dict[str, str]:
    missing: dict[str, str] = {}
    if not details.feedback_mail:
        missing["feedback_email"] = _("Skriv en e-mail, som borgerne kan bruge.")
    if not details.feedback_telephone:
        missing["feedback_phone"] = _("Skriv en telefon, som borgerne kan bruge.")
    return missing


def must_be_renewed(details: SiteDetails) -> bool:
    """Whether a published statement is older than the law allows: it is renewed every year."""
    day = details.statement_date
    return details.is_open and day is not None and day + RENEWED_AFTER < timezone.localdate()


def publish_statement(details: SiteDetails) -> None:
    """Publish the statement, which opens the site. Raises ValidationError with what it lacks."""
    missing = lacking(details)
    if missing:
        raise ValidationError(dict(missing))
    action = STATEMENT if details.is_open else OPENED
    details.statement_published_at = details.statement_published_at or timezone.now()
    store(details, action)


def withdraw_statement(details: SiteDetails) -> None:
    """Take the statement back, which closes the site to visitors."""
    details.statement_published_at = None
    store(details, CLOSED)
