"""What a citizen can do and how one knows, and the answers to the test."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.competences.declared import label_of
from cms.library.models import Item

LONGEST_WORDS = 120
LONGEST_NAME = 60


class Source(models.TextChoices):
    """How one knows."""

    ITEM = "item", _("Fra noget, du har gennemført")
    TEST = "test", _("Fra testen")
    OWN = "own", _("Det har du selv skrevet")


class Competence(models.Model):
    """One thing that a citizen can do, from one source: a term of the vocabulary, or own words."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="competences")
    source = models.CharField(_("kilde"), max_length=10, choices=Source)
    term = models.CharField(_("kompetence"), max_length=LONGEST_NAME, blank=True)
    words = models.CharField(_("egne ord"), max_length=LONGEST_WORDS, blank=True)
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("fra")
    )
    # What it was called then: it outlives the item.
    item_title = models.CharField(_("fra"), max_length=255, blank=True)
    added_at = models.DateTimeField(_("skrevet"), default=timezone.now)

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "source", "term", "words", "item"],
                name="one_competence",
                nulls_distinct=False,
            )
        ]
        verbose_name = _("kompetence")
        verbose_name_plural = _("kompetencer")

    def __str__(self) -> str:
        """Source and term; the words are the citizen's own."""
        return f"{self.source}: {self.term}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        return {
            str(_("kompetence")): self.words or label_of(self.term, language),
            str(_("kilde")): str(Source(self.source).label),
            str(_("fra")): self.item_title,
            str(_("skrevet")): self.added_at,
        }


class CompetenceAnswer(models.Model):
    """What a citizen has answered to a question of the test, so that one can pause."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="competence_answers")
    question = models.CharField(_("spørgsmål"), max_length=LONGEST_NAME)
    answer = models.CharField(_("svar"), max_length=LONGEST_NAME)
    answered_at = models.DateTimeField(_("svaret"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["citizen", "question"], name="one_competence_answer")
        ]
        verbose_name = _("svar på kompetencetesten")
        verbose_name_plural = _("svar på kompetencetesten")

    def __str__(self) -> str:
        """Citizen and question, without names."""
        return f"{self.citizen_id}: {self.question}"
