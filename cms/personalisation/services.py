"""What other floors ask of rules: imports, and how many citizens an audience has."""

from __future__ import annotations

from django.db.models import QuerySet

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality
from cms.personalisation.book import current_book
from cms.personalisation.import_format import ImportReport
from cms.personalisation.importer import import_rules
from cms.personalisation.sql import citizens_matching
from cms.personalisation.viewer import Viewer

__all__ = ["ImportReport", "citizens_in", "import_rules"]


def citizens_in(audience: str, viewer: Viewer, municipality: Municipality) -> QuerySet[Citizen]:
    """Give the municipality's citizens in an audience on the viewer's day, in one query.

    Raises KeyError when there is no such audience that the municipality may use.
    """
    book = current_book()
    found = {one.name: one for one in book.audiences_for(municipality.pk)}[audience]
    own = Citizen.objects.filter(municipality=municipality, moved_away_at=None)
    return citizens_matching(found.tree, book.vocabulary, viewer.today, own)
