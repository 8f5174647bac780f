"""What citizens have shown their advisers."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item

LONGEST_WORDS = 300


class Share(models.Model):
    """One item that a citizen has shown those at the municipality who meet citizens."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="shares")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="shares")
    words = models.CharField(_("ord til jobrådgiveren"), max_length=LONGEST_WORDS, blank=True)
    shared_at = models.DateTimeField(_("delt"), default=timezone.now)

    class Meta:
        ordering = ["-shared_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["item", "citizen"], name="one_share")]
        verbose_name = _("delt med jobrådgiveren")
        verbose_name_plural = _("delt med jobrådgiveren")

    def __str__(self) -> str:
        """Item and citizen, without names."""
        return f"{self.item_id}: {self.citizen_id}"
