"""What citizens have saved for later."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item

LONGEST_NOTE = 500


class Favourite(models.Model):
    """One item that one citizen has saved, with the last day and a note of the citizen's own."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="favourites")
    item = models.ForeignKey(Item, models.CASCADE, related_name="favourites")
    deadline = models.DateField(_("sidste dag"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    saved_at = models.DateTimeField(_("gemt"), default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citizen", "item"], name="one_favourite")]
        verbose_name = _("gemt")
        verbose_name_plural = _("gemt")

    def __str__(self) -> str:
        """Citizen and item, without names."""
        return f"{self.citizen_id}: {self.item_id}"
