"""The newest of what the citizen follows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.news import news_of_all
from cms.my_page.source import Found, Link, Source, Wish


class FollowedNews(Source):
    """News of companies, industries and words."""

    def wish(self, widget: Widget, asking: Asking) -> Wish | None:
        """The newest of all of them together."""
        found = news_of_all(asking.viewer, asking.follows, widget.count)
        return Wish(found, widget.count) if found is not None else None

    def find(self, widget: Widget, asking: Asking, keys: tuple[int, ...]) -> Found:
        """Where there is none, what one can follow."""
        link = Link(_("Det følger du"), "portal:follows")
        empty = (
            _("Der er ikke noget nyt lige nu.")
            if asking.follows
            else _("Følg en virksomhed, en branche eller et ord, så ser du det nyeste her.")
        )
        return Found(keys, link=link, empty=empty, empty_link=link)


SOURCE = FollowedNews()
