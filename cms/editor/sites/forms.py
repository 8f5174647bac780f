"""The forms of a municipality's site. Each writes on SiteDetails and saves nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.sites.checks import check_hours
from cms.sites.hours import DAYS
from cms.sites.models import Redirect, SiteDetails

SPANS = (1, 2)
TIME = {"type": "time"}


class StatementForm(forms.ModelForm):  # type: ignore[type-arg]
    """The statement, in the order of the model that the law names."""

    official_address = SiteDetails._meta.get_field("official_address").formfield(
        assume_scheme="https"
    )

    class Meta:
        model = SiteDetails
        fields = [
            "compliance", "not_accessible", "burden", "outside_the_law", "test_method",
            "tested_how", "statement_date", "feedback_email", "feedback_phone",
            "official_address",
        ]  # fmt: skip
        widgets = {
            "statement_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "not_accessible": forms.Textarea(attrs={"rows": 4}),
            "burden": forms.Textarea(attrs={"rows": 2}),
            "outside_the_law": forms.Textarea(attrs={"rows": 2}),
            "tested_how": forms.Textarea(attrs={"rows": 3}),
        }


class PrivacyForm(forms.ModelForm):  # type: ignore[type-arg]
    """The municipality's own words about citizens' data, and whom to ask."""

    class Meta:
        model = SiteDetails
        fields = [
            "privacy_text", "protection_officer", "protection_officer_email",
            "protection_officer_phone",
        ]  # fmt: skip
        widgets = {"privacy_text": forms.Textarea(attrs={"rows": 8})}


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """How to reach the municipality, and the languages that its site speaks."""

    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=20, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Sprog i menuen"),
        choices=[choice for choice in settings.LANGUAGES if choice[0] != settings.LANGUAGE_CODE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Dansk er altid slået til."),
    )

    class Meta:
        model = SiteDetails
        fields = ["email", "phone", "visiting_address", "hours_note", "languages"]

    def __init__(self, data: Any = None, *, instance: SiteDetails) -> None:
        """Start from what stands on the municipality too."""
        municipality = instance.municipality
        initial = {"email": municipality.email, "phone": municipality.phone}
        super().__init__(data, instance=instance, initial=initial)

    def clean_languages(self) -> list[str]:
        """In the portal's order, Danish first."""
        chosen = {settings.LANGUAGE_CODE, *self.cleaned_data["languages"]}
        return [code for code, _name in settings.LANGUAGES if code in chosen]

    def clean(self) -> dict[str, Any]:
        """A published statement must keep both of its ways to get hold of somebody."""
        cleaned: dict[str, Any] = super().clean() or {}
        details: SiteDetails = self.instance
        for name, own in (("email", details.feedback_email), ("phone", details.feedback_phone)):
            if details.is_open and not own and name not in self.errors and not cleaned.get(name):
                self.add_error(name, _("Den står i jeres udgivne erklæring og kan ikke være tom."))
        return cleaned

    def put_on_municipality(self) -> None:
        """Write what belongs to the municipality on it, unsaved."""
        municipality = self.instance.municipality
        municipality.email = self.cleaned_data["email"]
        municipality.phone = self.cleaned_data["phone"]


class HoursForm(forms.Form):
    """From and to, twice for each day: before and after a pause."""

    def __init__(self, data: Any = None, *, hours: dict[str, Any] | None = None) -> None:
        """Four times for each day of the week."""
        super().__init__(data, initial=_as_fields(hours or {}))
        for day, label in DAYS.items():
            for number in SPANS:
                self._add(day, f"opens_{number}", f"{label}: {_opens(number)}")
                self._add(day, f"closes_{number}", f"{label}: {_closes(number)}")

    def _add(self, day: str, part: str, label: str) -> None:
        self.fields[f"{day}_{part}"] = forms.TimeField(
            label=label, required=False, widget=forms.TimeInput(attrs=TIME, format="%H:%M")
        )

    def days(self) -> Iterator[tuple[Any, list[Any]]]:
        """Each day's name and its four fields, for the template."""
        for day, label in DAYS.items():
            yield label, [field for field in self if field.name.startswith(f"{day}_")]

    def clean(self) -> dict[str, Any]:
        """Refuse a span with one end, and what `check_hours` refuses."""
        cleaned = super().clean() or {}
        for day, label in DAYS.items():
            for opens, closes in _spans(cleaned, day):
                if bool(opens) != bool(closes):
                    message = _("%(day)s: skriv både hvornår I åbner og lukker.")
                    raise ValidationError(message, params={"day": label})
        if not self.errors:
            check_hours(self.hours)
        return cleaned

    @property
    def hours(self) -> dict[str, list[list[str]]]:
        """What was filled in, as it is kept."""
        kept = {
            day: [
                [f"{opens:%H:%M}", f"{closes:%H:%M}"]
                for opens, closes in _spans(self.cleaned_data, day)
                if opens and closes
            ]
            for day in DAYS
        }
        return {day: spans for day, spans in kept.items() if spans}


def _opens(number: int) -> str:
    return str(_("åbner") if number == 1 else _("åbner igen"))


def _closes(number: int) -> str:
    return str(_("lukker") if number == 1 else _("lukker igen"))


def _spans(cleaned: dict[str, Any], day: str) -> list[tuple[Any, Any]]:
    return [
        (cleaned.get(f"{day}_opens_{number}"), cleaned.get(f"{day}_closes_{number}"))
        for number in SPANS
    ]


def _as_fields(hours: dict[str, Any]) -> dict[str, str]:
    return {
        f"{day}_{part}_{number}": value
        for day, spans in hours.items()
        for number, span in enumerate(spans[: len(SPANS)], start=1)
        for part, value in zip(("opens", "closes"), span, strict=True)
    }


class RedirectForm(forms.ModelForm):  # type: ignore[type-arg]
    """One old address and the new one."""

    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]
