"""What the citizen has saved, the nearest last day first."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.capabilities.favourite.models import Favourite
from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Link, Source


class Favourites(Source):
    """Saved items with their last day."""

    template = "rows"

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """The first of them."""
        saved = asking.favourites[: widget.count]
        return Found(
            tuple(one.item_id for one in saved),
            {one.item_id: last_day(one) for one in saved},
            link=Link(_("Alt, du har gemt"), "portal:saved"),
            empty=_("Tryk på hjertet på et kort, så ligger det her."),
            empty_link=Link(_("Find noget at gemme"), "portal:home", query="alt=1"),
        )


def last_day(saved: Favourite) -> str:
    """How long there is left, in words; nothing where there is no last day."""
    if saved.deadline is None:
        return ""
    left = (saved.deadline - timezone.localdate()).days
    if left < 0:
        return _("Sidste dag er gået")
    if left == 0:
        return _("Sidste dag er i dag")
    if left == 1:
        return _("Sidste dag er i morgen")
    return _("Senest %(day)s") % {"day": date_format(saved.deadline, _("j. F"))}


SOURCE = Favourites()
