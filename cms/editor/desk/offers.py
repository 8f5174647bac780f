"""What others have lately put on offer to the municipality."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.editor.desk.panel import Panel
from cms.editor.desk.titles import Line, kind_of
from cms.editor.desk.visits import previous_visit
from cms.library.models import Item
from cms.library.sharing import Sharing
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind
from cms.municipalities.roles import owner_ids

LISTED = 5


class Offers(Panel):
    """For those who fill a municipality's shelf."""

    order = 50
    template_name = "editor/desk/offers.html"

    def is_shown(self) -> bool:
        """Whether the person has a shelf to fill."""
        return self.person.may(Action.CURATE)

    def contents(self) -> dict[str, Any]:
        """The newest of the shared library, marked where it came since the last visit."""
        since = previous_visit(self.request)
        offered = (
            Item.objects.filter(live=True, owner__kind=OwnerKind.NATIONAL)
            .exclude(sharing=Sharing.PRIVATE)
            .exclude(owner_id__in=owner_ids(self.person.user, Action.CURATE))
            .order_by("-first_published_at", "-pk")[:LISTED]
        )
        lines = [
            Line(
                item.listed_title,
                kind_of(item.type_name),
                _("ny") if since and (item.first_published_at or since) > since else "",
                reverse("editor_overlay", args=[item.type_name, item.pk]),
            )
            for item in offered
        ]
        return {"lines": lines, "since": since}
