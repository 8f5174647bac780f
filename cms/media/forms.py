"""The editors' form of a video: the film, its captions and its lighter forms in one place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtailmedia.forms import BaseMediaForm

from cms.media.checks import check_captions, check_video
from cms.media.models import Captions, Form
from cms.media.renditions import keep_rendition

RENDITION_FIELDS = {f"rendition_{form.value}": form for form in Form}
RENDITION_HELP = {
    Form.LOW: _("En mindre MP4 eller WebM til langsomme net. Den kan også laves af sig selv."),
    Form.AUDIO: _("Lyden alene, som M4A eller WebM. Den kan også laves af sig selv."),
}
CAPTION_FIELDS = {f"captions_{code}": (code, name) for code, name in settings.LANGUAGES}


class VideoForm(BaseMediaForm):
    """Adds captions for each of the portal's languages, and lighter forms of the film.

    A new file replaces the old one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say which captions and forms there are already."""
        super().__init__(*args, **kwargs)
        self._add_captions()
        self._add_renditions()

    def _add_captions(self) -> None:
        present = set()
        if self.instance.pk:
            present = set(self.instance.captions.values_list("language", flat=True))
        for field, (code, name) in CAPTION_FIELDS.items():
            self.fields[field] = forms.FileField(
                label=_("Undertekster: %(language)s") % {"language": name},
                help_text=_("Ligger der allerede.") if code in present else _("En WebVTT-fil."),
                required=False,
                validators=[check_captions],
            )

    def _add_renditions(self) -> None:
        present = set()
        if self.instance.pk:
            present = set(self.instance.renditions.values_list("form", flat=True))
        for field, form in RENDITION_FIELDS.items():
            self.fields[field] = forms.FileField(
                label=form.label,
                help_text=_("Ligger der allerede.") if form in present else RENDITION_HELP[form],
                required=False,
                validators=[check_video],
            )

    def save(self, commit: bool = True) -> Any:
        """Save the video, then what came along."""
        video = super().save(commit=commit)
        for field, (code, _name) in CAPTION_FIELDS.items():
            if file := self.cleaned_data.get(field):
                captions, _new = Captions.objects.get_or_create(video=video, language=code)
                captions.file.save(file.name, file)
        for field, form in RENDITION_FIELDS.items():
            if file := self.cleaned_data.get(field):
                keep_rendition(video, form, file.name, file)
        return video
