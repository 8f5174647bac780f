"""What editors build, and how far citizens have come in it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField

from cms.capabilities.steps.blocks import ModulesBlock
from cms.citizens.models import Citizen
from cms.library.columns import quiet
from cms.library.models import Item
from cms.municipalities.models import User

STEP_ID = 64


class StepPlan(models.Model):
    """An item's modules and steps. Part of the item's drafts; each step keeps its id."""

    item = ParentalKey(Item, related_name="step_plans")
    modules = quiet(StreamField)(ModulesBlock(), verbose_name=_("moduler"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_step_plan")]
        verbose_name = _("trin")
        verbose_name_plural = _("trin")

    def __str__(self) -> str:
        """The item."""
        return f"{self.item_id}"


class Walk(models.Model):
    """One citizen's way through an item: when it began, where it got to, when nothing was left."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="walks")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="walks")
    last_step = models.CharField(_("seneste trin"), max_length=STEP_ID, blank=True)
    started_at = models.DateTimeField(_("begyndt"), default=timezone.now)
    last_at = models.DateTimeField(_("senest"), default=timezone.now)
    finished_at = models.DateTimeField(_("alt klaret"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "citizen"], name="one_walk")]
        verbose_name = _("vej gennem trin")
        verbose_name_plural = _("veje gennem trin")

    def __str__(self) -> str:
        """Item and citizen, without names."""
        return f"{self.item_id}: {self.citizen_id}"


class StepProgress(models.Model):
    """What a citizen has done with one step. The note is the citizen's own, and sealed."""

    sealed_columns = ("note",)

    item = models.ForeignKey(Item, models.CASCADE, related_name="step_progress")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="step_progress")
    step = models.CharField(_("trin"), max_length=STEP_ID)
    done_at = models.DateTimeField(_("klaret"), null=True, blank=True)
    note = models.BinaryField(_("egne noter"), default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "citizen", "step"], name="one_step_progress")
        ]
        verbose_name = _("trin på vejen")
        verbose_name_plural = _("trin på vejen")

    def __str__(self) -> str:
        """Item, citizen and step, without names."""
        return f"{self.item_id}: {self.citizen_id}: {self.step}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        from cms.shared.vault import opened

        return {
            "item": self.item.key,
            "step": self.step,
            "done_at": self.done_at and self.done_at.isoformat(),
            "note": opened(self.note).decode(),
        }


class QuizAttempt(models.Model):
    """One try at a quiz: what was answered, by question, and how it went."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="quiz_attempts")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="quiz_attempts")
    step = models.CharField(_("trin"), max_length=STEP_ID)
    answers = models.JSONField(_("svar"), default=dict)
    right = models.PositiveIntegerField(_("rigtige"))
    questions = models.PositiveIntegerField(_("spørgsmål"))
    passed = models.BooleanField(_("bestået"))
    answered_at = models.DateTimeField(_("svaret"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("svar på quiz")
        verbose_name_plural = _("svar på quizzer")

    def __str__(self) -> str:
        """Item, citizen and step, without names."""
        return f"{self.item_id}: {self.citizen_id}: {self.step}"


class UploadState(models.TextChoices):
    """How a sent file stands."""

    WAITING = "waiting", _("Sendt")
    SEEN = "seen", _("Set")
    RETURNED = "returned", _("Sendt tilbage")


class StepUpload(models.Model):
    """The file that a citizen sent in a step; a new one takes the old one's place.

    The content lies sealed in the database, so that it goes for good with its row.
    """

    sealed_columns = ("sealed",)

    item = models.ForeignKey(Item, models.CASCADE, related_name="step_uploads")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="step_uploads")
    step = models.CharField(_("trin"), max_length=STEP_ID)
    name = models.CharField(_("filnavn"), max_length=200)
    kind = models.CharField(_("slags"), max_length=100)
    size = models.PositiveIntegerField(_("størrelse i bytes"))
    sealed = models.BinaryField(_("indhold, forseglet"))
    sent_at = models.DateTimeField(_("sendt"), default=timezone.now)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=UploadState, default=UploadState.WAITING
    )
    answer = models.TextField(_("svar"), blank=True, max_length=1000)
    seen_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("set af")
    )
    seen_at = models.DateTimeField(_("set"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "citizen", "step"], name="one_step_upload")
        ]
        verbose_name = _("sendt fil")
        verbose_name_plural = _("sendte filer")

    def __str__(self) -> str:
        """Item, citizen and step, without names."""
        return f"{self.item_id}: {self.citizen_id}: {self.step}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen reads of it on the page of all that is kept."""
        return {
            "item": self.item.key,
            "step": self.step,
            "name": self.name,
            "kind": self.kind,
            "sent_at": self.sent_at.isoformat(),
            "state": self.state,
            "answer": self.answer,
        }

    def to_take_along(self, language: str) -> dict[str, Any]:
        """The same for the file of everything, with what was sent as base64."""
        from base64 import b64encode

        from cms.shared.vault import opened

        content = b64encode(opened(self.sealed)).decode()
        return {**self.for_export(language), "content": content}
