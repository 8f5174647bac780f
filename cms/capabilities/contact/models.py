"""What citizens have asked about items, and what they were answered."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User

LONGEST_QUESTION, LONGEST_ANSWER = 1000, 2000


class Question(models.Model):
    """One question, and its answer once somebody has given it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="questions")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="questions")
    text = models.TextField(_("spørgsmål"), max_length=LONGEST_QUESTION)
    asked_at = models.DateTimeField(_("spurgt"), default=timezone.now)
    answer = models.TextField(_("svar"), max_length=LONGEST_ANSWER, blank=True)
    answered_at = models.DateTimeField(_("svaret"), null=True, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("spørgsmål")
        verbose_name_plural = _("spørgsmål")

    def __str__(self) -> str:
        """Its number; the words are the citizen's own."""
        return f"{self.item_id}: {self.pk}"
