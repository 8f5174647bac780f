"""The forms of a release."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """What a release is called."""

    name = forms.CharField(
        label=_("Navn"), max_length=120, help_text=_("Kun I ser det. For eksempel: Nye regler.")
    )


class MomentForm(forms.Form):
    """When it goes out by itself."""

    # It stands in one form with the other buttons, which need no moment.
    use_required_attribute = False
    moment = forms.DateTimeField(
        label=_("Tidspunkt"),
        help_text=_("Dansk tid."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
