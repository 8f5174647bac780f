"""The words that a municipality may write over one item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from cms.declarations import FieldDeclaration
from cms.library.labels import language
from cms.library.models import Item
from cms.library.overlay_states import same_words

LONG = 120


class OverlayForm(forms.Form):
    """A field for each overridable one; empty means the original's words."""

    def __init__(self, item: Item, *args: Any, **kwargs: Any) -> None:
        """No longer than the original may be, and in the same kind of field."""
        super().__init__(*args, **kwargs)
        self.item = item
        for name in item.declaration.overridable:
            self.fields[name] = _field(item, name, item.declaration.fields[name])

    def words(self) -> dict[str, Any]:
        """What has been written. Only for a form that is valid."""
        return {name: _written(text) for name, text in self.cleaned_data.items() if text}

    def with_words(self, **words: str) -> OverlayForm:
        """The same form as it was sent, with other words in some fields."""
        return OverlayForm(self.item, {**self.data, **words})

    def typed(self) -> dict[str, str]:
        """What stands in the fields, right or wrong."""
        return {name: str(self[name].value() or "") for name in self.fields}


def _written(text: Any) -> Any:
    """Browsers send line breaks in their own way."""
    return text.replace("\r\n", "\n") if isinstance(text, str) else text


def _field(item: Item, name: str, declared: FieldDeclaration) -> forms.Field:
    label = declared.label.in_language(language())
    if declared.kind != "text":
        column: Any = item._meta.get_field(name)
        made: forms.Field = column.formfield(required=False, label=label, help_text="")
        return made
    rows = 2 if (declared.max_length or LONG + 1) <= LONG else 4
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(
        label=label, max_length=declared.max_length, required=False, widget=widget
    )


def beside(form: OverlayForm, own_words: Mapping[str, Any]) -> list[str]:
    """The names of fields in which something stands that isn't stored."""
    return [
        name
        for name, text in form.typed().items()
        if not same_words(text.strip(), own_words.get(name) or "")
    ]
