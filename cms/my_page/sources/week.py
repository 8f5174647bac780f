"""The coming days: appointments, the plan's days and last days."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Link, Source


class Week(Source):
    """Today first. Items that it names stand as lines, so other elements may bring them too."""

    template = "week"

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """Seven days; an empty week says so once, and where something happens."""
        return Found(
            told=asking.week,
            link=Link(_("Hele kalenderen"), "portal:own_calendar"),
            empty=_("De næste dage er frie. Melder du dig til noget, står det her."),
            empty_link=Link(_("Find noget, der sker"), "portal:room", ("det-sker",)),
        )


SOURCE = Week()
