"""The editors' form of a video: the film and its captions in one place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtailmedia.forms import BaseMediaForm

from cms.media.checks import check_captions
from cms.media.models import Captions

CAPTION_FIELDS = {f"captions_{code}": (code, name) for code, name in settings.LANGUAGES}


class VideoForm(BaseMediaForm):
    """Adds a captions file for each of the portal's languages; a new file replaces the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say which languages have captions already."""
        super().__init__(*args, **kwargs)
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

    def save(self, commit: bool = True) -> Any:
        """Save the video, then the captions that came along."""
        video = super().save(commit=commit)
        for field, (code, _name) in CAPTION_FIELDS.items():
            if file := self.cleaned_data.get(field):
                captions, _new = Captions.objects.get_or_create(video=video, language=code)
                captions.file.save(file.name, file)
        return video
