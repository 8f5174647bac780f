"""What a member of staff writes in a citizen's plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.plans.activities import InvalidPlan, Written
from cms.plans.models import LONGEST_TEXT, LONGEST_TITLE


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, required=False, widget=widget)


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_TEXT, required=False, widget=widget
    )


class StepForm(forms.Form):
    """A step, written by staff and so agreed: the citizen reads all of it."""

    title = forms.CharField(label=_("Hvad er aftalt?"), max_length=LONGEST_TITLE)
    what_to_do = _text(_("Det skal borgeren gøre"), _("Skriv til borgeren: »Ring til …«."))
    starts_on = _day(_("Dag, eller første dag"), _("Kan stå tom."))
    ends_on = _day(_("Sidste dag"), _("Kan stå tom, når det kun er én dag."))
    with_whom = forms.CharField(label=_("Sammen med"), max_length=LONGEST_TITLE, required=False)
    agreement = _text(_("Aftalen"), _("Det, I er enige om, med jeres egne ord."))
    is_duty = forms.BooleanField(
        label=_("Skal gøres"),
        required=False,
        help_text=_("Så kan borgeren ikke selv droppe det."),
    )

    def clean(self) -> dict[str, Any]:
        """Hold it against what may stand in a plan."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.written().checked()
            except InvalidPlan as error:
                for name, problem in error.problems.items():
                    self.add_error(name, problem)
        return cleaned

    def written(self) -> Written:
        """What was written, as the plan takes it."""
        return Written(**self.cleaned_data)
