"""Unpublishing and deleting an item, one or several: shown first what is taken from whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.functional import classproperty
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import DeleteView, UnpublishView

from cms.editor.sharing.warning import (
    CONFIRMED,
    WarnsFirst,
    is_confirmed,
    tell_unconfirmed,
    warned,
)
from cms.library.models import Item
from cms.library.registry import item_models


class UnpublishItem(WarnsFirst, UnpublishView):
    """Choices and own words are kept, for when the item is published again."""

    template_name = "editor/sharing/confirm_unpublish.html"


class DeleteItem(WarnsFirst, DeleteView):
    """Choices and own words go with the item."""

    template_name = "editor/sharing/confirm_delete.html"


class DeleteItems(DeleteBulkAction):
    """Several at once: all are confirmed, or none goes."""

    template_name = "editor/sharing/confirm_bulk_delete.html"

    @classproperty
    def models(cls) -> list[type[Item]]:  # noqa: N805 - a property of the class
        """Items only; Wagtail's own action keeps the rest."""
        return list(item_models().values())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The warning, for the page that asks."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        items = [one["item"] for one in context["items"]]
        return {**context, "warned": warned(items), "confirmed": CONFIRMED}

    def prepare_action(
        self, objects: Sequence[Item], objects_without_access: Any
    ) -> HttpResponse | None:
        """Show the warning again where it wasn't confirmed."""
        if is_confirmed(self.request) or not warned(objects):
            return None
        tell_unconfirmed(self.request)
        answer: HttpResponse = self.get(self.request)
        return answer
