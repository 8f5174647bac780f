"""A citizen's papers; the content lies sealed in the database and goes for good with its row."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.documents.rules import LONGEST_NAME
from cms.shared.files import ENDINGS
from cms.shared.vault import opened


class DocumentKind(models.TextChoices):
    """What a paper is for."""

    CV = "cv", _("CV")
    LETTER = "letter", _("Ansøgning eller brev")
    CERTIFICATE = "certificate", _("Bevis eller eksamen")
    OTHER = "other", _("Andet")


class Document(models.Model):
    """One paper. No file of it lies anywhere, so no address of uploads can reach it.

    `media_type` is what the content says; `size` is in bytes, before it was sealed.
    """

    sealed_columns = ("sealed",)

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="documents")
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("navn"), max_length=LONGEST_NAME)
    kind = models.CharField(
        _("slags"), max_length=12, choices=DocumentKind, default=DocumentKind.OTHER
    )
    media_type = models.CharField(_("filtype"), max_length=100)
    size = models.PositiveIntegerField(_("størrelse i bytes"))
    sealed = models.BinaryField(_("indhold, forseglet"))
    added_at = models.DateTimeField(_("lagt her"), default=timezone.now)

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")

    def __str__(self) -> str:
        """The key: what a paper is called may say much about somebody."""
        return f"{self.public_id}"

    @property
    def file_name(self) -> str:
        """What the file is called when it is fetched."""
        ending = ENDINGS.get(self.media_type, "")
        return self.name if self.name.lower().endswith(ending) else f"{self.name}{ending}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen reads on the page of all that is kept."""
        return {
            str(_("navn")): self.name,
            str(_("slags")): self.get_kind_display(),
            str(_("størrelse i bytes")): self.size,
            str(_("lagt her")): self.added_at,
        }

    def to_take_along(self, language: str) -> dict[str, Any]:
        """What the file of everything says, with the paper itself as base64."""
        return {
            "name": self.file_name,
            "kind": self.kind,
            "media_type": self.media_type,
            "added_at": self.added_at,
            "content": b64encode(opened(self.sealed)).decode(),
        }
