"""What the history knows of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from cms.declarations import current_page_blocks
from cms.history.services import declare_action, keep_history_of
from cms.pages.models import ComposedPage

SAVED, PUBLISHED, TAKEN_DOWN = "page.save", "page.publish", "page.unpublish"
BACK, DELETED, FOLLOWED, LET_GO = "page.back", "page.delete", "page.follow", "page.let_go"
ACTIONS = {
    SAVED: _("Gemte en kladde til en side"),
    PUBLISHED: _("Udgav en side"),
    TAKEN_DOWN: _("Trak en side tilbage"),
    BACK: _("Gik tilbage til en tidligere udgave af en side"),
    DELETED: _("Slettede en side"),
    FOLLOWED: _("Lod en side følge en national skabelon"),
    LET_GO: _("Lavede en egen udgave af en side"),
}
KEPT = ("title", "slug", "summary", "place", "is_following", "template_id")
# Words that say what a block says, one after the other.
BETWEEN = " · "


def follow_pages() -> None:
    """Make the history ready to be told of pages."""
    keep_history_of(ComposedPage)
    for name, label in ACTIONS.items():
        declare_action(name, label)


def values_of(page: ComposedPage) -> dict[str, Any]:
    """All that an editor may change, in a form that the history can keep."""
    return {**{name: getattr(page, name) for name in KEPT}, "body": "\n".join(_lines(page))}


def _lines(page: ComposedPage) -> Iterator[str]:
    declared = current_page_blocks()
    for raw in page.body.raw_data:
        block = declared.get(raw["type"])
        name = block.labels.da if block else raw["type"]
        words = [strip_tags(str(value)) for value in raw["value"].values() if value]
        yield BETWEEN.join([name, *words])
