"""Form fields that several forms of rules share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from cms.municipalities.models import Owner
from cms.personalisation.sentence import in_language
from cms.personalisation.vocabulary import Labels


class TextsWidget(forms.MultiWidget):
    """A line for each language, the language written in it."""

    def __init__(self) -> None:
        lines: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.TextInput(attrs={"lang": code, "dir": "auto", "placeholder": name})
            for code, name in settings.LANGUAGES
        }
        super().__init__(lines)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """The texts in the languages' order."""
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]


class TextsField(forms.MultiValueField):
    """Texts by language; those left empty are left out."""

    widget = TextsWidget

    def __init__(self, **options: Any) -> None:
        fields = [forms.CharField(required=False) for _language in settings.LANGUAGES]
        super().__init__(fields, require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """The texts by language."""
        codes = [code for code, _name in settings.LANGUAGES]
        return {code: text for code, text in zip(codes, data_list, strict=False) if text}


def ticks(label: str, choices: Mapping[str, Labels], language: str, **more: Any) -> Any:
    """Boxes to tick, each with its label in the language."""
    labelled = [(value, in_language(labels, language, value)) for value, labels in choices.items()]
    return forms.MultipleChoiceField(
        label=label,
        choices=labelled,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **more,
    )


def offer_owners(field: Any, owners: QuerySet[Owner]) -> None:
    """Offer these owners in a form's field; where there is one, it is chosen already."""
    field.queryset = owners
    if owners.count() == 1:
        field.empty_label, field.initial = None, owners.get()
