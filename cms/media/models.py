"""Videos with captions: no video is published without (accessibility law, WCAG 1.2.2)."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

from cms.media.checks import check_captions, check_video


class Video(AbstractMedia):
    """A video file of one owner's; collections keep owners apart in the editors' door."""

    admin_form_fields = ("title", "file", "collection", "duration", "width", "height", "thumbnail")

    class Meta(AbstractMedia.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videoer")

    def clean(self) -> None:
        """Check the file by its content, not by its name."""
        super().clean()
        if self.file and not self.file._committed:
            check_video(self.file)


class Captions(models.Model):
    """The spoken words of a video in one language, as WebVTT."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="captions")
    language = models.CharField(_("sprog"), max_length=5, choices=settings.LANGUAGES)
    file = models.FileField(
        _("undertekster (WebVTT)"),
        upload_to="captions",
        validators=[FileExtensionValidator(["vtt"]), check_captions],
    )

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["video", "language"], name="one_captions_per_language")
        ]
        verbose_name = _("undertekster")
        verbose_name_plural = _("undertekster")

    def __str__(self) -> str:
        """Video and language."""
        return f"{self.video} ({self.language})"
