"""A municipality's site as the doors ask for it and change it; the history is told each time."""

from __future__ import annotations

from django.db import transaction

from cms.history.services import record
from cms.municipalities.models import Municipality
from cms.sites.history import values_of
from cms.sites.hours import one_sentence
from cms.sites.models import SiteDetails
from cms.stamps.keeping import KeptRows

# The name of the stamp of every site's details.
SITES = "sites"
_kept: KeptRows[SiteDetails] = KeptRows(500)
ON_MUNICIPALITY = ["email", "phone", "opening_hours"]


def details_of(municipality: Municipality) -> SiteDetails:
    """What the municipality's site says of itself; closed and unsaved where nobody has written."""
    key = municipality.pk
    found = _kept.row(SITES, key, lambda: _read(key))
    details = found or SiteDetails(municipality=municipality)
    details.municipality = municipality
    return details


def _read(municipality: int) -> SiteDetails | None:
    return SiteDetails.objects.filter(municipality_id=municipality).first()


@transaction.atomic
def store(details: SiteDetails, action: str) -> None:
    """Save the details, and what stands on the municipality; say in the history what changed.

    The opening hours are also written in one line, which is what the API gives.
    """
    municipality = details.municipality
    before = values_of(details_of(Municipality.objects.get(pk=municipality.pk)))
    municipality.opening_hours = one_sentence(details.hours) or municipality.opening_hours
    municipality.save(update_fields=ON_MUNICIPALITY)
    details.save()
    after = values_of(details)
    if after != before:
        record(details, action, title=municipality.full_name, before=before, after=after)
