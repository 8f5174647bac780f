"""What a citizen has said yes and no to, when, and to which words."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.citizens.purposes import purposes
from cms.rights.models.append_only import AppendOnly


class Wording(AppendOnly):
    """A text that somebody has agreed to, kept word for word. It says nothing of anybody."""

    fingerprint = models.CharField(_("fingeraftryk"), max_length=64, unique=True)
    purpose = models.CharField(_("formål"), max_length=40)
    edition = models.PositiveIntegerField(_("udgave"))
    language = models.CharField(_("sprog"), max_length=8)
    text = models.TextField(_("tekst"))

    class Meta:
        verbose_name = _("samtykketekst")
        verbose_name_plural = _("samtykketekster")

    def __str__(self) -> str:
        """Which text."""
        return f"{self.purpose} {self.edition} ({self.language})"


class ConsentRecord(AppendOnly):
    """One yes or one no. The newest of a purpose is the one that counts."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("formål"), max_length=40)
    is_given = models.BooleanField(_("givet"))
    edition = models.PositiveIntegerField(_("udgave"))
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+", verbose_name=_("tekst"))
    said_at = models.DateTimeField(_("tidspunkt"), default=timezone.now)

    class Meta:
        verbose_name = _("samtykke")
        verbose_name_plural = _("samtykker")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["citizen", "purpose", "-id"], name="consent_newest")]

    def __str__(self) -> str:
        """Which purpose and what was said, without whose."""
        return f"{self.purpose}: {'yes' if self.is_given else 'no'}"

    def label(self, language: str) -> str:
        """The purpose's name; its bare one when it is no longer declared."""
        declared = purposes().get(self.purpose)
        return declared.label.in_language(language) if declared else self.purpose

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        return {
            str(_("formål")): self.label(language),
            str(_("svar")): str(_("Ja") if self.is_given else _("Nej")),
            str(_("tidspunkt")): self.said_at,
            str(_("tekst")): self.wording.text,
        }
