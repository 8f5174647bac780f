"""Who has been told that something closes soon."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item


class ClosingNotice(models.Model):
    """A citizen was told that an item closes; a last day that is moved is told anew."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="closing_notices")
    item = models.ForeignKey(Item, models.CASCADE, related_name="closing_notices")
    closes_at = models.DateTimeField(_("lukker"))
    told_at = models.DateTimeField(_("sagt"), default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "item", "closes_at"], name="one_closing_notice"
            )
        ]
        verbose_name = _("besked om sidste dag")
        verbose_name_plural = _("beskeder om sidste dag")

    def __str__(self) -> str:
        """Citizen and item, without names."""
        return f"{self.citizen_id}: {self.item_id}"
