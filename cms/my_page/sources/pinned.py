"""What the municipality has put first."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from cms.declarations import Widget
from cms.library.models import ShelfChoice
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Source, Wish
from cms.personalisation.feed import personalised


class Pinned(Source):
    """The municipality's recommendations that this citizen meets."""

    def wish(self, widget: Widget, asking: Asking) -> Wish:
        """In the municipality's order."""
        viewer = asking.viewer
        pinned = ShelfChoice.objects.filter(
            municipality=viewer.here, pinned=True, item_id=OuterRef("pk")
        )
        shelf = asking.shelf().filter(Exists(pinned))
        return Wish(personalised(shelf, viewer), widget.count)

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """Just that."""
        return Found(keys)


SOURCE = Pinned()
