"""The forms of the web team's screen. They read what is written; the floors below check it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.keys.models import KeyScope
from cms.keys.services import MOST_A_DAY, MOST_A_MINUTE, USUAL_A_DAY, USUAL_A_MINUTE


class KeyForm(forms.Form):
    """A new key: what it is for, what it opens, how often."""

    name = forms.CharField(
        label=_("Hvad bruges den til?"),
        max_length=80,
        help_text=_("For eksempel: Aktiviteter på kommunens forside."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Hvad må den?"),
        choices=KeyScope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=KeyScope.values,
    )
    a_minute = forms.IntegerField(
        label=_("Kald i minuttet"), min_value=1, max_value=MOST_A_MINUTE, initial=USUAL_A_MINUTE
    )
    a_day = forms.IntegerField(
        label=_("Kald i døgnet"), min_value=1, max_value=MOST_A_DAY, initial=USUAL_A_DAY
    )


class OriginForm(forms.Form):
    """A website whose pages may read."""

    origin = forms.CharField(
        label=_("Webstedets adresse"),
        max_length=200,
        help_text=_("Med https og uden sti: https://www.kommunen.dk."),
    )
