"""Something of the types that the widget's file names."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.library.registry import item_model
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Link, Source, Wish
from cms.personalisation.shelf_list import Order


class ShelfOfTypes(Source):
    """The citizen's own feed of some types, or the newest of them."""

    def wish(self, widget: Widget, asking: Asking) -> Wish:
        """In the order that the file asks for."""
        return Wish(replace(asking.shelf(widget.types), order=Order(widget.order)), widget.count)

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """With the way to the list of the first type."""
        path = item_model(widget.types[0]).declaration.settings.path
        link = Link(_("Se alle"), "portal:list", (path,))
        return Found(keys, link=link, empty=_("Her er ikke noget endnu"))


SOURCE = ShelfOfTypes()
