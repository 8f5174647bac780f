"""What citizens think of items, what was reported of it, and whether it helped them on."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User

LONGEST_WORDS = 500
FEWEST_STARS, MOST_STARS = 1, 5


class WordsState(models.TextChoices):
    """How far somebody's words have come. Only a person's yes shows them to others."""

    NONE = "none", _("Ingen ord")
    WAITING = "waiting", _("Venter på at blive læst")
    SHOWN = "shown", _("Vises")
    HELD_BACK = "held_back", _("Vises ikke")


class Rating(models.Model):
    """One citizen's stars and words on one item. Others never learn whose they are."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="ratings")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="ratings")
    stars = models.PositiveSmallIntegerField(
        _("stjerner"), validators=[MinValueValidator(FEWEST_STARS), MaxValueValidator(MOST_STARS)]
    )
    words = models.CharField(_("ord"), max_length=LONGEST_WORDS, blank=True)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=WordsState, default=WordsState.NONE
    )
    rated_at = models.DateTimeField(_("givet"), default=timezone.now)
    judged_at = models.DateTimeField(_("læst"), null=True, blank=True)
    judged_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-rated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "citizen"], name="one_rating"),
            models.CheckConstraint(
                condition=models.Q(stars__range=(FEWEST_STARS, MOST_STARS)),
                name="stars_one_to_five",
            ),
        ]
        verbose_name = _("bedømmelse")
        verbose_name_plural = _("bedømmelser")

    def __str__(self) -> str:
        """Item and stars, without whose."""
        return f"{self.item_id}: {self.stars}"


class WordsReport(models.Model):
    """A citizen finds that somebody's words shouldn't stand there."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="reports")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="word_reports")
    reported_at = models.DateTimeField(_("anmeldt"), default=timezone.now)
    is_handled = models.BooleanField(_("set på"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["rating", "citizen"], name="one_report")]
        verbose_name = _("anmeldelse af ord")
        verbose_name_plural = _("anmeldelser af ord")

    def __str__(self) -> str:
        """Which words."""
        return f"{self.rating_id}"


class Helped(models.TextChoices):
    """Answers to the one question: did this help you on?"""

    YES = "yes", _("Ja")
    SOME = "some", _("Lidt")
    NO = "no", _("Nej")


class Pulse(models.Model):
    """One citizen's answer to whether an item helped."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="rating_pulses")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="rating_pulses")
    helped = models.CharField(_("hjalp det?"), max_length=4, choices=Helped)
    answered_at = models.DateTimeField(_("svaret"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "citizen"], name="one_pulse")]
        verbose_name = _("svar på om det hjalp")
        verbose_name_plural = _("svar på om det hjalp")

    def __str__(self) -> str:
        """Item and answer, without whose."""
        return f"{self.item_id}: {self.helped}"
