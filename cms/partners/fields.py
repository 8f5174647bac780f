"""From a declared field to a plain form field: no script is needed to fill it in."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.declarations import FieldDeclaration
from cms.exchange.prose import blocks_to_plain, to_blocks, to_plain
from cms.partners.prose import html_of

# So many choices are shown at once; more go into a list that opens.
SHOWN_AT_ONCE = 5
LONG_TEXT = 120
# Denmark in degrees: from Gedser to Skagen, from Blåvand to Christiansø.
NORTH, EAST = (54.5, 57.8), (8.0, 15.25)
MOMENT, DAY = "%Y-%m-%dT%H:%M", "%Y-%m-%d"


class ProseField(forms.CharField):
    """Formatted text, written plainly; what reads as before keeps its formatting."""

    widget = forms.Textarea
    before = ""

    def prepare_value(self, value: Any) -> Any:
        """What one reads; what was just typed is shown as it was typed."""
        return to_plain(value) if value == self.before else value

    def clean(self, value: Any) -> str:
        """The formatted text."""
        return html_of(super().clean(value), self.before)


class BlocksField(forms.CharField):
    """Blocks, written as paragraphs; untouched blocks stay what they are."""

    widget = forms.Textarea
    before: Any = ()

    def prepare_value(self, value: Any) -> Any:
        """What one reads."""
        return value if isinstance(value, str) else self._plain()

    def clean(self, value: Any) -> Any:
        """The blocks, as the model's field reads them."""
        text = super().clean(value).replace("\r\n", "\n").strip()
        return self.before if text == self._plain() else json.dumps(to_blocks(text))

    def _plain(self) -> str:
        return blocks_to_plain(list(self.before.get_prep_value()) if self.before else [])


def field_for(column: Any, declared: FieldDeclaration) -> forms.Field | None:
    """The form field of one declared field."""
    match declared.kind:
        case "rich_text":
            return ProseField(**_words(column))
        case "blocks":
            return BlocksField(**_words(column))
        case "text" if (declared.max_length or LONG_TEXT + 1) > LONG_TEXT:
            return _made(column, widget=forms.Textarea(attrs={"rows": 3}))
        case "choice" if len(declared.choices or {}) <= SHOWN_AT_ONCE:
            return _radio(column)
        case "terms" | "reference" if column.many_to_many:
            return _made(column, widget=forms.CheckboxSelectMultiple)
        case "link":
            return _made(column, assume_scheme="https")
        case "date_time":
            return _moment(column)
        case "date":
            widget = forms.DateInput(attrs={"type": "date"}, format=DAY)
            return _made(column, widget=widget)
    return _made(column)


def setting_for(column: Any) -> forms.Field | None:
    """The form field of one of a capability's settings."""
    if isinstance(column, models.DateTimeField):
        return _moment(column)
    if isinstance(column, models.URLField):
        return _made(column, assume_scheme="https")
    return _made(column)


class DegreesField(forms.FloatField):
    """A latitude or longitude in degrees (WGS 84) within Denmark; comma or point, as one pastes."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, *, low: float, high: float, **options: Any) -> None:
        """Between `low` and `high`, both included."""
        self.low, self.high = low, high
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """The number. Raises ValidationError with what to write instead."""
        if isinstance(value, str):
            value = value.strip().removesuffix("°").replace(",", ".", 1)
        try:
            found = super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                _("Skriv ét tal som %(example)s.") % {"example": _comma(self.low + 1)}
            ) from error
        if found is not None and not self.low <= found <= self.high:
            ends = {"low": _comma(self.low), "high": _comma(self.high)}
            raise ValidationError(
                _(
                    "Det ligger ikke i Danmark. Her skal stå et tal fra %(low)s til %(high)s. "
                    "Se efter, om de to tal er byttet om."
                )
                % ends
            )
        return found


def _comma(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")


def point_fields(name: str, label: Any) -> dict[str, forms.Field]:
    """The optional pair that says where a place is."""
    how = _(
        "Kan udelades. Så kan borgerne finde det på kortet. Find stedet på et kort på nettet, "
        "højreklik på det, og kopiér de to tal: det første er breddegraden, det andet længdegraden."
    )
    return {
        f"{name}_latitude": DegreesField(
            low=NORTH[0], high=NORTH[1], label=_joined(label, _("breddegrad")), help_text=how
        ),
        f"{name}_longitude": DegreesField(
            low=EAST[0], high=EAST[1], label=_joined(label, _("længdegrad"))
        ),
    }


def _joined(label: Any, part: Any) -> str:
    return f"{label}: {part}"


def _made(column: Any, **options: Any) -> forms.Field | None:
    field: forms.Field | None = column.formfield(**options)
    return field


def _moment(column: Any) -> forms.Field | None:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return _made(column, widget=widget, help_text=column.help_text or _("Dansk tid."))


def _radio(column: Any) -> forms.Field | None:
    field: Any = _made(column, widget=forms.RadioSelect)
    field.choices = [choice for choice in field.choices if choice[0] != ""]
    return field  # type: ignore[no-any-return]


def _words(column: Any) -> dict[str, Any]:
    help_text = column.help_text or _("Tom linje: nyt afsnit. Begynd linjer med - for en liste.")
    return {"label": column.verbose_name, "help_text": help_text, "required": not column.blank}
