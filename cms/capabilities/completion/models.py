"""What citizens have begun and finished."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item


class Completion(models.Model):
    """One citizen's way through one item."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="completions")
    item = models.ForeignKey(Item, models.CASCADE, related_name="completions")
    started_at = models.DateTimeField(_("begyndt"), auto_now_add=True)
    finished_at = models.DateTimeField(_("gennemført"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citizen", "item"], name="one_completion")]
        verbose_name = _("gennemført")
        verbose_name_plural = _("gennemført")

    def __str__(self) -> str:
        """Citizen and item, without names."""
        return f"{self.citizen_id}: {self.item_id}"
