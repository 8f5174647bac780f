"""The fields of the form: a colour each, and numbers within the bounds of a theme file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.appearance.words import ROLES
from cms.theming import Role
from cms.theming.colour import HEX_PATTERN

_SHORT = re.compile(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}")


class ColourField(forms.CharField):
    """A colour as #RRGGBB; #RGB, small letters and a missing # are understood."""

    def __init__(self, role: Role) -> None:
        """A field with the role's name and help."""
        word = ROLES[role]
        attributes = {"data-colour": role.value, "spellcheck": "false", "autocomplete": "off"}
        super().__init__(
            label=word.label,
            help_text=word.help,
            max_length=20,
            widget=forms.TextInput(attrs=attributes),
        )

    def to_python(self, value: Any) -> str:
        """Written out in full."""
        text = (super().to_python(value) or "").removeprefix("#")
        if _SHORT.fullmatch(text) and len(text) == 3:
            text = "".join(digit * 2 for digit in text)
        return f"#{text.upper()}" if text else ""

    def validate(self, value: str) -> None:
        """Raise ValidationError for anything else."""
        super().validate(value)
        if not HEX_PATTERN.fullmatch(value):
            raise ValidationError(
                _("Skriv farven som # og seks tegn, for eksempel #0B5A66."), code="no_colour"
            )


@dataclass(frozen=True)
class Number:
    """A number of the theme: its bounds and steps, as in cms/theming/model.py."""

    key: str
    label: Any
    lowest: float
    highest: float
    step: float
    help: Any = ""

    def field(self) -> forms.Field:
        """A field for it: whole numbers for weights, which a theme file asks for."""
        is_weight = self.key.endswith("_weight")
        kind = forms.IntegerField if is_weight else forms.FloatField
        return kind(
            label=self.label,
            help_text=self.help,
            min_value=self.lowest,  # type: ignore[arg-type]
            max_value=self.highest,  # type: ignore[arg-type]
            widget=forms.NumberInput(attrs={"step": self.step}),
        )


NUMBERS: tuple[Number, ...] = (
    Number("type.body_size", _("Tekstens størrelse"), 16, 22, 0.5, _("I punkter på skærmen.")),
    Number("type.line_height", _("Linjeafstand"), 1.4, 1.9, 0.05),
    Number("type.scale", _("Overskrifternes trin"), 1.1, 1.4, 0.01),
    Number("type.heading_weight", _("Overskrifternes vægt"), 200, 800, 10),
    Number("type.heading_tracking", _("Overskrifternes luft"), -0.05, 0.05, 0.005),
    Number("type.body_weight", _("Tekstens vægt"), 200, 800, 10),
    Number("type.strong_weight", _("Fremhævet teksts vægt"), 200, 800, 10),
    Number("radius.card", _("Kortenes hjørner"), 0, 64, 1, _("0 er skarpe hjørner.")),
    Number("radius.control", _("Knappernes hjørner"), 0, 64, 1, _("64 gør knappen helt rund.")),
    Number("radius.picture", _("Billedernes hjørner"), 0, 64, 1),
    Number("radius.hero", _("Topbilledets hjørner"), 0, 64, 1),
    Number("spacing.unit", _("Luft"), 6, 10, 0.5, _("Alle afstande følger den.")),
)
