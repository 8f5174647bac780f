"""The shared library in figures, for those who keep it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.editor.desk.panel import Panel
from cms.library.models import Item
from cms.media.models import Captions, Video
from cms.municipalities.models import OwnerKind

LABELS = {
    "published": gettext_lazy("udgivet"),
    "drafts": gettext_lazy("kladder"),
    "by_others": gettext_lazy("delt af kommuner, virksomheder og leverandører"),
}


class Figures(Panel):
    """Totals of the shared library."""

    order = 60
    template_name = "editor/desk/figures.html"

    def is_shown(self) -> bool:
        """Whether the person works on the shared library."""
        return self.person.is_national

    def contents(self) -> dict[str, Any]:
        """Each figure with what it counts. Two queries."""
        counted = totals()
        figures = [(counted[name], label) for name, label in LABELS.items()]
        return {"figures": [*figures, (without_captions(), _("videoer uden undertekster"))]}


def totals() -> dict[str, int]:
    """Published and drafts of the shared library, and what others share, in one query."""
    national = Q(owner__kind=OwnerKind.NATIONAL)
    counted: dict[str, int] = Item.objects.aggregate(
        published=Count("pk", filter=national & Q(live=True)),
        drafts=Count("pk", filter=national & (Q(live=False) | Q(has_unpublished_changes=True))),
        by_others=Count("pk", filter=~national & Q(live=True)),
    )
    return counted


def without_captions() -> int:
    """Films that no captions stand beside; they can't be published."""
    captions = Captions.objects.filter(video_id=OuterRef("pk"))
    return int(Video.objects.filter(~Exists(captions), type="video").count())
