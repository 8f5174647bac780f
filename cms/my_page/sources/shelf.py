"""Something of the types that the widget's file names."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.library.registry import item_model
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Link, Source, Wish
from cms.personalisation.feed import personalised, visible_to


class ShelfOfTypes(Source):
    """The citizen's own feed of some types, or the newest of them."""

    def wish(self, widget: Widget, asking: Asking) -> Wish:
        """In the order that the file asks for."""
        viewer = asking.viewer
        shelf = asking.shelf().filter(type_name__in=widget.types)
        if widget.order == "newest":
            published = F("first_published_at").desc(nulls_last=True)
            found = visible_to(shelf, viewer).order_by(published, "-pk")
        else:
            found = personalised(shelf, viewer)
        return Wish(found, widget.count)

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """With the way to the list of the first type."""
        path = item_model(widget.types[0]).declaration.settings.path
        link = Link(_("Se alle"), "portal:list", (path,))
        return Found(keys, link=link, empty=_("Her er ikke noget endnu"))


SOURCE = ShelfOfTypes()
