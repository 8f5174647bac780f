"""What the municipality has put first."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from cms.declarations import Widget
from cms.library.models import ShelfChoice
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Source
from cms.personalisation.feed import personalised


class Pinned(Source):
    """The municipality's recommendations that this citizen meets."""

    def find(self, widget: Widget, asking: Asking) -> Found:
        """In the municipality's order."""
        viewer = asking.viewer
        pinned = ShelfChoice.objects.filter(
            municipality=viewer.here, pinned=True, item_id=OuterRef("pk")
        )
        shelf = asking.shelf().filter(Exists(pinned))
        keys = personalised(shelf, viewer).values_list("pk", flat=True)[: widget.count]
        return Found(tuple(keys))


SOURCE = Pinned()
