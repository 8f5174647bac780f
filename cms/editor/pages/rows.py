"""What the list says of each page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.municipalities.models import Owner
from cms.pages.models import HOME_SLUG, ComposedPage
from cms.pages.services import has_template_changed


@dataclass(frozen=True)
class Row:
    """A page with its state in words, where readers find it, and what the editor should know."""

    page: ComposedPage
    state: str
    url: str
    notice: str


def rows(pages: Iterable[ComposedPage]) -> list[Row]:
    """A row for each page."""
    return [row_of(page) for page in pages]


def row_of(page: ComposedPage) -> Row:
    """The page's row."""
    return Row(page, state_of(page), portal_url(page), notice_of(page))


def state_of(page: ComposedPage) -> str:
    """In one or two words."""
    if not page.live:
        return _("kladde")
    return _("udgivet, med rettelser i kladde") if page.has_unpublished_changes else _("udgivet")


def portal_url(page: ComposedPage) -> str:
    """Where readers meet the page; empty while they don't. A template has no place of its own."""
    if page.is_template or not page.live:
        return ""
    path = "" if page.slug == HOME_SLUG else f"side/{page.slug}/"
    return f"/{page.owner.slug}/{path}"


def notice_of(page: ComposedPage) -> str:
    """What has happened that the editor should look at."""
    if page.is_following and page.template is not None:
        return _("Følger den nationale »%(title)s«.") % {"title": page.template}
    if has_template_changed(page):
        return _("Den nationale »%(title)s« er ændret, siden I lavede jeres egen.") % {
            "title": page.template
        }
    return ""


def home_and_others(owner: Owner) -> tuple[Row | None, list[Row]]:
    """The owner's front page, if it has one, and its other pages."""
    pages = ComposedPage.objects.everything("the owner was asked for").filter(owner=owner)
    found = rows(pages.select_related("owner", "template").defer("body"))
    home = next((row for row in found if row.page.is_home), None)
    return home, [row for row in found if row is not home]
