"""The ways from an item's form to its desks."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from cms.capabilities.registry import capabilities_of
from cms.library.models import Item
from cms.municipalities.models import User


def desks_for(item: Item, user: User) -> list[dict[str, str]]:
    """Where each desk is that somebody may look after, and what it is called; none is made."""
    offered = [
        (capability.name, capability.desk_in_words(item))
        for capability in capabilities_of(type(item))
        if capability.may_look_after(item, user)
    ]
    return [
        {"heading": words, "url": reverse("editor_desk", args=[item.type_name, item.pk, name])}
        for name, words in offered
        if words
    ]


class DesksPanel(Panel):
    """Shown where there is a desk that the editor may look after."""

    class BoundPanel(Panel.BoundPanel):
        """One form's."""

        template_name = "editor/looking_after/panel.html"

        def is_shown(self) -> bool:
            """Only for an item that exists, and has a desk."""
            return bool(self.desks)

        @cached_property
        def desks(self) -> list[dict[str, str]]:
            """Where to, and what it is called."""
            return [] if self.instance.pk is None else desks_for(self.instance, self.request.user)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The desks."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "desks": self.desks}
