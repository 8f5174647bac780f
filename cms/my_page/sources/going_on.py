"""What the citizen has begun, signed up for or finished."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.source import Found, Link, Source


class GoingOn(Source):
    """What capabilities know of the citizen; what is only saved has an element of its own."""

    template = "rows"

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """The newest of each capability, each item once; first what one can go on with."""
        newest = [
            one
            for name, engagements in asking.nearest_engagements
            if name != "favourite"
            for one in engagements[: widget.count]
        ]
        words: dict[int, str] = {}
        for one in sorted(newest, key=lambda one: one.is_over):
            words.setdefault(one.item_id, one.text)
        return Found(
            tuple(words)[: widget.count],
            words,
            link=Link(_("Mit overblik"), "portal:overview"),
            empty=_("Når du tager et kursus eller melder dig til noget, står det her."),
            empty_link=Link(_("Find noget at lære"), "portal:room", ("laering",)),
        )


SOURCE = GoingOn()
