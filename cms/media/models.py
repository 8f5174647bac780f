"""Videos with captions: no video is published without (accessibility law, WCAG 1.2.2).

Beside the film there may be lighter forms of it: a smaller picture, or the sound alone.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

from cms.media.checks import check_captions, check_video
from cms.media.lengths import seconds_of


class Video(AbstractMedia):
    """A video file of one owner's; collections keep owners apart in the editors' door."""

    duration: float
    admin_form_fields = ("title", "file", "collection", "duration", "width", "height", "thumbnail")

    class Meta(AbstractMedia.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videoer")

    def clean(self) -> None:
        """Check the file by its content, not by its name."""
        super().clean()
        if self.file and not self.file._committed:
            check_video(self.file)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Read how long the film lasts, unless somebody has said it."""
        if self.type == "video" and not self.duration:
            self.duration = self.measured()
        super().save(*args, **kwargs)

    def measured(self) -> float:
        """How long the file says that it lasts, in seconds; 0 where it doesn't, or is gone."""
        if not self.file._committed:
            return seconds_of(self.file)
        try:
            with self.file.storage.open(self.file.name) as file:
                return seconds_of(file)
        except OSError:
            return 0.0


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


class Form(models.TextChoices):
    """Lighter forms of a film."""

    LOW = "low", _("Spar data")
    AUDIO = "audio", _("Kun lyd")


class Rendition(models.Model):
    """A film in a lighter form, for slow lines and small purses."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="renditions")
    form = models.CharField(_("form"), max_length=5, choices=Form)
    file = models.FileField(_("fil"), upload_to="renditions", validators=[check_video])
    # In bytes; kept, so that a page needn't ask the disk.
    size = models.PositiveBigIntegerField(_("størrelse"), default=0, editable=False)

    class Meta:
        ordering = ["video", "-form"]
        constraints = [
            models.UniqueConstraint(fields=["video", "form"], name="one_rendition_of_a_form")
        ]
        verbose_name = _("let udgave")
        verbose_name_plural = _("lette udgaver")

    def __str__(self) -> str:
        """Video and form."""
        return f"{self.video} ({self.get_form_display()})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep how much it takes."""
        self.size = self.file.size if self.file else 0
        super().save(*args, **kwargs)
