"""The form of an audience: what it is called, whom it holds, its tests and its end.

The rule is JSON in one field. The builder on the screen writes it there; without a script, or for
those who would rather, it is written by hand.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.personalisation.draft_models import Part
from cms.personalisation.editing.fields import JsonField, MomentField, TextsField
from cms.personalisation.kept import EMPTY, Values


class AudienceForm(forms.Form):
    """An audience's draft. Mistakes in the rule do not hinder saving, only publishing."""

    labels = TextsField(
        label=_("Hvem er det?"),
        required=False,
        help_text=_("Som borgeren kan læse det: »ledige, der vil køre truck«. Dansk skal skrives."),
    )
    rule = JsonField(
        label=_("Reglen som JSON"),
        help_text=_("For den, der hellere skriver. Det samme står i byggeklodserne ovenfor."),
    )
    tests = JsonField(
        label=_("Prøverne som JSON"),
        help_text=_("En liste: hvem (persona eller facts), og om reglen skal passe (fits)."),
    )
    ends = MomentField(
        label=_("Slutter"),
        help_text=_("Kan stå tom. Derefter er ingen i målgruppen, før du udgiver den igen."),
    )

    def values(self) -> dict[str, Any]:
        """What the draft is to hold."""
        cleaned, empty = self.cleaned_data, EMPTY[Part.AUDIENCE]
        return {
            "labels": cleaned["labels"] or {},
            "rule": empty["rule"] if cleaned["rule"] is None else cleaned["rule"],
            "tests": cleaned["tests"] or [],
            "ends": cleaned["ends"],
        }

    @property
    def danish(self) -> str:
        """What the editor calls it."""
        return str((self.cleaned_data.get("labels") or {}).get("da", ""))


def initial_of(values: Values) -> dict[str, Any]:
    """What the form begins with."""
    return {name: values.get(name) for name in ("labels", "rule", "tests", "ends")}
