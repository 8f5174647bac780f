"""Form fields that several forms of audiences and rules share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from cms.personalisation.sentence import in_language
from cms.personalisation.vocabulary import Labels

LARGEST_JSON = 50_000


class TextsWidget(forms.MultiWidget):
    """A line for each language, the language written in it."""

    template_name = "personalisation/texts.html"

    def __init__(self) -> None:
        lines: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.TextInput(attrs={"lang": code, "dir": "auto", "aria-label": name})
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


class JsonField(forms.CharField):
    """JSON as one reads it, over several lines. What can't be read stays in the field."""

    default_error_messages = {
        "unreadable": _("Det er ikke JSON: linje %(line)s, tegn %(column)s. Ret det, og gem igen.")
    }

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "dir": "ltr"})
        super().__init__(max_length=LARGEST_JSON, required=False, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """As text, unless it is that already."""
        if value is None or isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False, indent=2)

    def clean(self, value: Any) -> Any:
        """The data. Raises ValidationError with the place."""
        text = super().clean(value)
        if not text.strip():
            return None
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            where = {"line": error.lineno, "column": error.colno}
            raise forms.ValidationError(
                self.error_messages["unreadable"], "unreadable", where
            ) from error
        except RecursionError as error:
            raise forms.ValidationError(
                self.error_messages["unreadable"], "unreadable", {"line": 1, "column": 1}
            ) from error


class MomentField(forms.DateTimeField):
    """A day and a time in Denmark; held as text with its offset, as files hold it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": "builder__moment"}
        )
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        super().__init__(required=False, widget=widget, input_formats=formats, **options)

    def prepare_value(self, value: Any) -> Any:
        """The stored text as a moment."""
        read = parse_datetime(value) if isinstance(value, str) and "+" in value else value
        return timezone.localtime(read) if isinstance(read, datetime) else read

    def clean(self, value: Any) -> str | None:
        """The moment as text."""
        moment: datetime | None = super().clean(value)
        return timezone.localtime(moment).isoformat() if moment else None


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
