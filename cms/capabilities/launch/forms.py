"""The desk's forms; the browser's own fields for days and numbers."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.capabilities.launch.agreements import SAID
from cms.capabilities.launch.models import Agreement, LaunchClient
from cms.capabilities.launch.registering import Registration

DAY = "%Y-%m-%d"


def _day() -> forms.DateInput:
    return forms.DateInput(format=DAY, attrs={"type": "date"})


class AgreementForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a municipality has agreed about the service."""

    class Meta:
        model = Agreement
        fields = SAID
        widgets = {"first_day": _day(), "last_day": _day()}


class RegistrationForm(forms.Form):
    """How the vendor's system is known here."""

    login_address = forms.CharField(
        label=_("Adressen, hvor log ind begynder"),
        help_text=_("LTI kalder den “login initiation”, OpenID Connect “initiate_login_uri”."),
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
    )
    redirect_addresses = forms.CharField(
        label=_("Adresser, vi må sende borgeren til"),
        help_text=_("Én på hver linje. De skal passe bogstav for bogstav."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
    )
    public_keys = forms.CharField(
        label=_("Jeres offentlige nøgler (JWKS)"),
        help_text=_(
            "Kun hvis jeres system viser med en nøgle, hvem det er. Ellers lad det stå tomt."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
    )

    def registration(self) -> Registration:
        """What was written. Only for a form that is valid."""
        return Registration(**self.cleaned_data)


def registration_form(client: LaunchClient | None) -> RegistrationForm:
    """The form as it stands now."""
    if client is None:
        return RegistrationForm()
    initial: dict[str, Any] = {
        "login_address": client.login_address,
        "redirect_addresses": "\n".join(client.redirect_addresses),
        "public_keys": json.dumps(client.public_keys, indent=1) if client.public_keys else "",
    }
    return RegistrationForm(initial=initial)


def first_error(form: forms.BaseForm) -> str:
    """What is wrong, field for field, in one line."""
    return " ".join(
        f"{form.fields[name].label if name in form.fields else ''}: {error}".removeprefix(": ")
        for name, errors in form.errors.items()
        for error in errors
    )
