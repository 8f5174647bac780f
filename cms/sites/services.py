"""A municipality's site as the doors ask for it."""

from __future__ import annotations

from django.db import transaction

from cms.municipalities.models import Municipality
from cms.sites.hours import one_sentence
from cms.sites.models import SiteDetails


def details_of(municipality: Municipality) -> SiteDetails:
    """What the municipality's site says of itself; closed and unsaved where nobody has written."""
    found = SiteDetails.objects.filter(municipality_id=municipality.pk).first()
    details = found or SiteDetails(municipality=municipality)
    details.municipality = municipality
    return details


@transaction.atomic
def save_contact(details: SiteDetails) -> None:
    """Store contact and opening hours, also where the API reads them in one line."""
    municipality = details.municipality
    municipality.opening_hours = one_sentence(details.hours) or municipality.opening_hours
    municipality.save(update_fields=["email", "phone", "opening_hours"])
    details.save()
