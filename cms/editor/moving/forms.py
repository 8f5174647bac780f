"""The form that takes a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.exchange.contents import models_for
from cms.exchange.uploads import MOST_BYTES
from cms.library.labels import language
from cms.municipalities.models import Owner

DRAFTS, PUBLISHED = "drafts", "published"


class UploadForm(forms.Form):
    """A file, what it holds, and whether it is published."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("Et regneark (.xlsx eller .csv) eller JSON. Højst 10 MB og 5.000 rækker."),
        error_messages={"empty": _("Filen er tom."), "required": _("Vælg en fil.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.json"}),
    )
    type_name = forms.ChoiceField(
        label=_("Hvad er der i filen?"),
        required=False,
        help_text=_("Er der flere ark, er det arkenes navne, der tæller."),
    )
    publishes = forms.ChoiceField(
        label=_("Når det er importeret"),
        choices=[
            (DRAFTS, _("Læg det som kladder, som vi ser igennem")),
            (PUBLISHED, _("Udgiv det med det samme")),
        ],
        initial=DRAFTS,
        widget=forms.RadioSelect,
    )

    def __init__(self, owner: Owner, may_publish: bool, *args: Any, **kwargs: Any) -> None:
        """Offer what this owner may own; publishing only to those who may."""
        super().__init__(*args, **kwargs)
        types = [
            (name, model.declaration.labels.in_language(language()).many.capitalize())
            for name, model in models_for(owner).items()
        ]
        self.fields["type_name"].choices = types  # type: ignore[attr-defined]
        if not may_publish:
            self.fields["publishes"].choices = [  # type: ignore[attr-defined]
                (DRAFTS, _("Læg det som kladder, som vi ser igennem"))
            ]

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Filen fylder mere end 10 MB. Del den i flere filer."))
        return file
