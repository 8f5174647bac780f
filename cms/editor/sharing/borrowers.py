"""The municipalities that an item is lent to: ticked in a list that one may search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.databases.alphabet import by
from cms.library.models import Item
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality


class BorrowersWidget(forms.CheckboxSelectMultiple):
    """Boxes to tick; a script adds a search field, and hides it all under other sharings."""

    template_name = "editor/sharing/borrowers.html"

    class Media:
        css = {"all": ["editor/sharing.css"]}
        js = ["editor/sharing.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the script under which sharing the list counts."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return {**context, "level": Sharing.LENT.value}


def offer_borrowers(form: forms.BaseForm, item: Item) -> None:
    """Every municipality but the owner may borrow."""
    field = form.fields.get("lent_to")
    if isinstance(field, forms.ModelMultipleChoiceField):
        field.queryset = Municipality.objects.exclude(pk=item.owner_id).order_by(by("name"))
        field.help_text = _("De finder det på deres hylde og bestemmer selv, om de viser det.")
