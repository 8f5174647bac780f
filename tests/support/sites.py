"""Opening a municipality's site in a test that makes its own."""

from django.utils import timezone

from cms.municipalities.models import Municipality
from cms.sites.models import SiteDetails


def opened(municipality: Municipality) -> Municipality:
    """The municipality, its site open to visitors."""
    SiteDetails.objects.create(municipality=municipality, statement_published_at=timezone.now())
    return municipality
