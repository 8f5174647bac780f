"""A card for each kind of content that the person may write, or else read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.editor.desk.panel import Panel
from cms.library.labels import language
from cms.library.models import Item
from cms.library.registry import item_models
from cms.municipalities.actions import Action


@dataclass(frozen=True)
class Card:
    """A way to somewhere: label, what one does there, the sign on it, and the address."""

    label: str
    text: str
    icon: str
    address: str


class Writing(Panel):
    """Write something new: first what one may write."""

    order = 20
    template_name = "editor/desk/writing.html"

    def contents(self) -> dict[str, Any]:
        """The cards to write by; who may write nothing gets cards to read by."""
        kinds = self.person.kinds(Action.WRITE)
        models = item_models().values()
        own = [one for one in models if kinds & set(one.declaration.settings.owners)]
        return {
            "write": [_card(one, "add") for one in own],
            "read": [] if own else [_card(one, "list") for one in models],
        }


def _card(model: type[Item], view: str) -> Card:
    words = model.declaration.labels.in_language(language())
    viewset = model.snippet_viewset
    label = _("Opret %(kind)s") % {"kind": words.one} if view == "add" else words.many.capitalize()
    return Card(label, "", viewset.icon, reverse(viewset.get_url_name(view)))
