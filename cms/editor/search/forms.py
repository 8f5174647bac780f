"""The forms of the search's screens. They read what is written; the floor below checks it."""

from __future__ import annotations

import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

_BETWEEN = re.compile(r"[\n,;=]")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Words(forms.CharField):
    """Words and phrases, one a line; commas and equals signs part them too."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: str | None) -> list[str]:
        """The words that are written."""
        parts = (part.strip() for part in _BETWEEN.split(super().clean(value)))
        return [part for part in parts if part]


class GroupForm(forms.Form):
    """Words that mean the same."""

    words = Words(
        label=_("Ord, der betyder det samme"),
        help_text=_("Ét på hver linje. For eksempel cv og levnedsbeskrivelse."),
    )
    language = forms.ChoiceField(
        label=_("For dem, der læser"),
        choices=[("", _("Alle sprog")), *settings.LANGUAGES],
        required=False,
    )


class RecommendationForm(forms.Form):
    """What somebody searches for, and when the recommendation holds."""

    phrases = Words(
        label=_("Når nogen søger på"),
        help_text=_("Ét søgeord på hver linje. Endelser er ligegyldige: kursus er også kurser."),
    )
    first_day = forms.DateField(
        label=_("Fra og med"), required=False, widget=_DAY, help_text=_("Tom: fra nu af.")
    )
    last_day = forms.DateField(
        label=_("Til og med"), required=False, widget=_DAY, help_text=_("Tom: indtil videre.")
    )
