"""The newest of what the citizen follows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.news import news_of_all
from cms.my_page.source import Found, Link, Source


class FollowedNews(Source):
    """News of companies, industries and words."""

    def find(self, widget: Widget, asking: Asking) -> Found:
        """The newest of all of them together."""
        link = Link(_("Det følger du"), "portal:follows")
        keys = news_of_all(asking.viewer, asking.follows, asking.shelf(), widget.count)
        empty = (
            _("Der er ikke noget nyt lige nu.")
            if asking.follows
            else _("Følg en virksomhed, en branche eller et ord, så ser du det nyeste her.")
        )
        return Found(tuple(keys), link=link, empty=empty, empty_link=link)


SOURCE = FollowedNews()
