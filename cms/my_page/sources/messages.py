"""Messages that wait, where somebody keeps messages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.inbox import has_inbox, waiting_for
from cms.my_page.source import Found, Source


class Messages(Source):
    """Offered only where a floor tells of messages (`cms.my_page.inbox`)."""

    template = "messages"

    def is_offered(self) -> bool:
        """Whether anybody here keeps messages."""
        return has_inbox()

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """The newest that wait."""
        waiting = waiting_for(asking.citizen, widget.count)
        return Found(told=waiting, empty=_("Du har ingen beskeder, der venter."))


SOURCE = Messages()
