"""The words of one item in another language: a field for each text, beside the original's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from wagtail.admin.rich_text import get_rich_text_editor_widget

from cms.declarations import FieldDeclaration
from cms.library.block_texts import texts_of, with_texts
from cms.library.blocks import RICH_TEXT_FEATURES
from cms.library.labels import language
from cms.library.models import Item
from cms.library.translations import plain, translatable

LONG = 120
LONGEST_TEXT = 10_000
# Between a field of blocks and the text inside it.
INSIDE = "__"


class TranslationForm(forms.Form):
    """Empty means: read in the original's language."""

    def __init__(
        self,
        item: Item,
        code: str,
        words: Mapping[str, Any],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """`words` are those that stand already."""
        super().__init__(data, initial=_initial(item, words))
        self.item, self.code = item, code
        for name in translatable(item.declaration):
            self.fields.update(self._fields_of(name, item.declaration.fields[name]))

    def _fields_of(self, name: str, declared: FieldDeclaration) -> dict[str, forms.Field]:
        value = plain(self.item, name)
        if not value:
            return {}
        label = declared.label.in_language(language())
        if declared.kind == "blocks":
            return {
                f"{name}{INSIDE}{place}": self._field(f"{label} {number}", text)
                for number, (place, text) in enumerate(texts_of(value).items(), start=1)
            }
        is_rich = declared.kind == "rich_text"
        return {name: self._field(label, "<p>" if is_rich else value, declared.max_length)}

    def _field(self, label: str, original: str, longest: int | None = None) -> forms.Field:
        attributes = {"lang": self.code, "dir": "auto"}
        if original.startswith("<"):
            widget = get_rich_text_editor_widget(features=RICH_TEXT_FEATURES)
            return forms.CharField(label=label, required=False, widget=widget)
        rows = {"rows": 2 if len(original) <= LONG else 5}
        return forms.CharField(
            label=label,
            required=False,
            max_length=longest or LONGEST_TEXT,
            widget=forms.Textarea(attrs=attributes | rows),
        )

    def original(self, field: str) -> str:
        """What the original says in the place of a form's field."""
        name, _inside, place = field.partition(INSIDE)
        value = plain(self.item, name)
        return str(texts_of(value)[place] if place else value)

    def words(self) -> dict[str, Any]:
        """What has been written, by declared field. Only for a form that is valid."""
        found: dict[str, Any] = {}
        inside: dict[str, dict[str, str]] = {}
        for field, text in self.cleaned_data.items():
            name, _inside, place = field.partition(INSIDE)
            said = _bare_if_empty(text.replace("\r\n", "\n").strip())
            if said and place:
                inside.setdefault(name, {})[place] = said
            elif said:
                found[name] = said
        blocks = {name: with_texts(plain(self.item, name), texts) for name, texts in inside.items()}
        return found | blocks


def _bare_if_empty(text: str) -> str:
    """The rich editor sends a paragraph even where nothing is written."""
    return "" if text.startswith("<p") and text.endswith("></p>") else text


def _initial(item: Item, words: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in words.items():
        if name not in item.declaration.fields:
            continue
        if item.declaration.fields[name].kind == "blocks":
            original = texts_of(plain(item, name))
            said = texts_of(value)
            # A text that is the original's own hasn't been translated.
            written = {at: text for at, text in said.items() if text != original.get(at)}
            found |= {f"{name}{INSIDE}{place}": text for place, text in written.items()}
        else:
            found[name] = value
    return found
