"""What the municipality has put first."""

from __future__ import annotations

from cms.declarations import Widget
from cms.library.conditions import pinned_at
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Source, Wish


class Pinned(Source):
    """The municipality's recommendations that this citizen meets."""

    def wish(self, widget: Widget, asking: Asking) -> Wish:
        """In the municipality's order."""
        return Wish(asking.shelf().narrow(pinned_at(asking.viewer.here.pk)), widget.count)

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """Just that."""
        return Found(keys)


SOURCE = Pinned()
