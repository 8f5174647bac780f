"""What the history knows of a site: its details and its old addresses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.history.services import declare_action, keep_history_of
from cms.sites.models import Redirect, SiteDetails

STATEMENT, OPENED, CLOSED = "site.statement", "site.open", "site.close"
CONTACT, PRIVACY = "site.contact", "site.privacy"
MOVED, MOVED_BACK = "site.redirect", "site.redirect_removed"
ACTIONS = {
    STATEMENT: _("Rettede tilgængelighedserklæringen"),
    OPENED: _("Udgav erklæringen og åbnede siden"),
    CLOSED: _("Lukkede siden"),
    CONTACT: _("Rettede kontakt, åbningstider eller sprog"),
    PRIVACY: _("Rettede teksten om borgernes oplysninger"),
    MOVED: _("Lod en gammel adresse føre videre"),
    MOVED_BACK: _("Fjernede en omdirigering"),
}


def follow_sites() -> None:
    """Make the history ready to be told of sites."""
    keep_history_of(SiteDetails)
    keep_history_of(Redirect)
    for name, label in ACTIONS.items():
        declare_action(name, label)


def values_of(details: SiteDetails) -> dict[str, Any]:
    """All that a person may change, in a form that the history can keep."""
    columns = [field.attname for field in SiteDetails._meta.concrete_fields]
    values = {name: getattr(details, name) for name in columns if name != "id"}
    municipality = details.municipality
    contact = {"email": municipality.email, "phone": municipality.phone}
    return {name: _plain(value) for name, value in {**values, **contact}.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
