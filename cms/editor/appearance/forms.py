"""The form: every value of a theme, in the shape that a theme file has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.appearance.themes import pictures_folder
from cms.appearance.uploads import accept_picture, store_picture
from cms.editor.appearance.fields import NUMBERS, ColourField
from cms.municipalities.models import Municipality
from cms.theming import Role
from cms.theming.model import PICTURE_FILE_PATTERN

ACCEPTED = ".svg,.png,.jpg,.jpeg,.webp"
PICTURES = {"mark": gettext_lazy("Logo"), "hero": gettext_lazy("Topbillede")}
PICTURE_HELP = {
    "mark": gettext_lazy("Kvadratisk. SVG er bedst; PNG, JPEG og WebP kan også bruges."),
    "hero": gettext_lazy("Dobbelt så bredt som højt. SVG, PNG, JPEG eller WebP, højst 5 MB."),
}


class ThemeForm(forms.Form):
    """One field for each value. `notes` says what was taken out of an uploaded drawing."""

    name = forms.CharField(label=gettext_lazy("Temaets navn"), max_length=80)
    wordmark = forms.CharField(
        label=gettext_lazy("Ordene ved logoet"), max_length=60, required=False
    )
    elevation = forms.ChoiceField(
        label=gettext_lazy("Kort"),
        choices=[
            ("soft", gettext_lazy("Kaster en blød skygge")),
            ("flat", gettext_lazy("Har en tynd streg om sig")),
        ],
    )
    seen_edit = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, municipality: Municipality, *args: Any, **kwargs: Any) -> None:
        """Fields for colours, numbers and pictures come from what a theme is made of."""
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.notes: list[str] = []
        for role in Role:
            self.fields[f"colours-{role.value}"] = ColourField(role)
        for number in NUMBERS:
            self.fields[number.key.replace(".", "-")] = number.field()
        for key, label in PICTURES.items():
            self._add_picture(key, label)

    def _add_picture(self, key: str, label: Any) -> None:
        self.fields[key] = forms.FileField(
            label=label,
            help_text=PICTURE_HELP[key],
            required=False,
            widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        )
        self.fields[f"{key}_name"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.fields[f"{key}_off"] = forms.BooleanField(
            label=_("Brug det oprindelige i stedet"), required=False
        )

    def clean(self) -> dict[str, Any]:
        """Uploaded pictures are checked and kept at once, so that they outlive other mistakes."""
        cleaned = super().clean() or {}
        for key in PICTURES:
            cleaned[f"{key}_name"] = self._picture_name(key, cleaned)
        return cleaned

    def _picture_name(self, key: str, cleaned: dict[str, Any]) -> str:
        uploaded: UploadedFile[Any] | None = cleaned.get(key)
        if uploaded:
            return self._stored(key, uploaded)
        kept: str = cleaned.get(f"{key}_name") or ""
        is_known = PICTURE_FILE_PATTERN.fullmatch(kept) and "/" not in kept
        if cleaned.get(f"{key}_off") or not is_known:
            return ""
        return kept if (pictures_folder(self.municipality) / kept).is_file() else ""

    def _stored(self, key: str, uploaded: UploadedFile[Any]) -> str:
        size = uploaded.size or 0
        try:
            picture = accept_picture(uploaded, uploaded.name or "", size)
        except ValidationError as error:
            self.add_error(key, error)
            return ""
        if picture.taken_out:
            self.notes.append(
                _(
                    "Vi har renset »%(name)s« for: %(parts)s. "
                    "Se, om tegningen stadig er, som den skal være."
                )
                % {"name": uploaded.name, "parts": ", ".join(picture.taken_out)}
            )
        return store_picture(picture, pictures_folder(self.municipality))

    def values(self) -> dict[str, Any]:
        """The values that are right, in the shape of a theme file."""
        cleaned = self.cleaned_data
        values: dict[str, Any] = {"name": cleaned.get("name") or self.municipality.full_name}
        for key in ("wordmark", "elevation"):
            if cleaned.get(key):
                values[key] = cleaned[key]
        for name, value in cleaned.items():
            part, dash, key = name.partition("-")
            if dash and value is not None:
                values.setdefault(part, {})[key] = value
        pictures = {key: cleaned[f"{key}_name"] for key in PICTURES if cleaned.get(f"{key}_name")}
        return values | pictures


def initial_of(values: Mapping[str, Any], seen_edit: int) -> dict[str, Any]:
    """What the form begins with, from values in the shape of a theme file."""
    initial = {"seen_edit": seen_edit}
    for key, value in values.items():
        if isinstance(value, Mapping):
            initial |= {f"{key}-{inner}": each for inner, each in value.items()}
        else:
            initial[f"{key}_name" if key in PICTURES else key] = value
    return initial


def as_data(initial: Mapping[str, Any]) -> dict[str, str]:
    """The same as a browser would send it, to read a saved draft through the form."""
    return {key: str(value) for key, value in initial.items()}
