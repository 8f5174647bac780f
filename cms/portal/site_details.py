"""What the municipality's site says of itself, read once for each request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from cms.sites.models import SiteDetails
from cms.sites.services import details_of


def site_details(request: HttpRequest) -> SiteDetails | None:
    """The details of the request's municipality; None on the common front."""
    municipality = getattr(request, "municipality", None)
    if municipality is None:
        return None
    found: SiteDetails | None = getattr(request, "site_details", None)
    if found is None or found.municipality_id != municipality.pk:
        found = details_of(municipality)
        request.site_details = found  # type: ignore[attr-defined]
    return found


def languages_of(request: HttpRequest) -> list[tuple[str, str]]:
    """The languages that the site speaks: code and own name, in the portal's order."""
    details = site_details(request)
    if details is None:
        return list(settings.LANGUAGES)
    return [(code, name) for code, name in settings.LANGUAGES if code in details.languages]


def is_closed_to(request: HttpRequest) -> bool:
    """Whether the reader has been told that the site opens soon; set by OpenSiteMiddleware."""
    return getattr(request, "site_is_closed", False)


def sees_closed_site(request: HttpRequest) -> bool:
    """Whether the reader works for the municipality and sees its site before it opens."""
    return getattr(request, "site_is_seen_before_opening", False)
