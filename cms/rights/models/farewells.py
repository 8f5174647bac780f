"""Citizens who are told that they will be deleted because they have not been here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen


class Farewell(models.Model):
    """A warning. Whoever comes back after it stays."""

    citizen = models.OneToOneField(Citizen, models.CASCADE, related_name="farewell")
    warned_at = models.DateTimeField(_("varslet"))

    class Meta:
        verbose_name = _("varsel om sletning")
        verbose_name_plural = _("varsler om sletning")

    def __str__(self) -> str:
        """When."""
        return f"{self.warned_at:%Y-%m-%d}"
