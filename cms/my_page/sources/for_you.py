"""What is chosen for the citizen: the feed, as everywhere else."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Link, Source, Wish

EVERYTHING = 24


class ForYou(Source):
    """The first of the feed, each with its reason."""

    def wish(self, widget: Widget, asking: Asking) -> Wish:
        """More of it where the citizen asked for everything."""
        count = EVERYTHING if asking.viewer.everything else widget.count
        return Wish(asking.shelf(widget.types), count)

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """With the way to all, and back."""
        viewer = asking.viewer
        link = (
            Link(_("Vis det, der er valgt til mig"), "portal:home")
            if viewer.everything
            else Link(_("Vis alt"), "portal:home", query="alt=1")
        )
        empty = _("Her er stille lige nu. Slå en grund til igen under Min profil, eller vis alt.")
        return Found(keys, link=link, empty=empty)


SOURCE = ForYou()
