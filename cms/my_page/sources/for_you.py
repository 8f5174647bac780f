"""What is chosen for the citizen: the feed, as everywhere else."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Link, Source
from cms.personalisation.feed import personalised

EVERYTHING = 24


class ForYou(Source):
    """The first of the feed, each with its reason."""

    def find(self, widget: Widget, asking: Asking) -> Found:
        """More of it where the citizen asked for everything."""
        viewer, shelf = asking.viewer, asking.shelf()
        if widget.types:
            shelf = shelf.filter(type_name__in=widget.types)
        count = EVERYTHING if viewer.everything else widget.count
        keys = personalised(shelf, viewer).values_list("pk", flat=True)[:count]
        link = (
            Link(_("Vis det, der er valgt til mig"), "portal:home")
            if viewer.everything
            else Link(_("Vis alt"), "portal:home", query="alt=1")
        )
        empty = _("Her er stille lige nu. Slå en grund til igen under Min profil, eller vis alt.")
        return Found(tuple(keys), link=link, empty=empty)


SOURCE = ForYou()
