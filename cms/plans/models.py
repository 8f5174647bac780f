"""Goals, activities and agreements of a citizen's plan, every change of them, and follows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User

LONGEST_TITLE = 160
LONGEST_TEXT = 600
LONGEST_VALUE = 80


class Side(models.TextChoices):
    """Who wrote something: the citizen, or the municipality's staff."""

    CITIZEN = "citizen", _("Dig")
    MUNICIPALITY = "municipality", _("Jobcenteret")


class State(models.TextChoices):
    """How far a step has come."""

    WANTED = "wanted", _("Et ønske")
    AGREED = "agreed", _("Aftalt")
    DONE = "done", _("Klaret")
    DROPPED = "dropped", _("Droppet")


# What still lies ahead.
OPEN_STATES = (State.WANTED, State.AGREED)


class Goal(models.Model):
    """Where the citizen wants to get to."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="plan_goals")
    text = models.CharField(_("mål"), max_length=LONGEST_TITLE)
    written_by = models.CharField(_("skrevet af"), max_length=12, choices=Side)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now)
    reached_at = models.DateTimeField(_("nået"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mål")
        verbose_name_plural = _("mål")

    def __str__(self) -> str:
        """The goal's number; its words are the citizen's own."""
        return f"{self.citizen}: mål {self.pk}"


class Activity(models.Model):
    """Something in the plan: in words, or an item; with a day or a period, and an agreement."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="plan_activities")
    goal = models.ForeignKey(
        Goal, models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, blank=True, related_name="plan_activities"
    )
    title = models.CharField(_("hvad"), max_length=LONGEST_TITLE)
    what_to_do = models.CharField(_("det gør du"), max_length=LONGEST_TEXT, blank=True)
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)
    with_whom = models.CharField(_("sammen med"), max_length=LONGEST_TITLE, blank=True)
    agreement = models.CharField(_("aftale"), max_length=LONGEST_TEXT, blank=True)
    is_duty = models.BooleanField(_("skal gøres"), default=False)
    state = models.CharField(_("tilstand"), max_length=8, choices=State, default=State.WANTED)
    written_by = models.CharField(_("skrevet af"), max_length=12, choices=Side)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["citizen", "state"], name="activity_by_state")]
        verbose_name = _("aktivitet i planen")
        verbose_name_plural = _("aktiviteter i planen")

    def __str__(self) -> str:
        """The step's number; its words are the citizen's own."""
        return f"{self.citizen}: aktivitet {self.pk}"

    @property
    def last_day(self) -> date | None:
        """The day by which it is over: the end, or else the only day."""
        return self.ends_on or self.starts_on

    @property
    def is_open(self) -> bool:
        """Whether it still lies ahead."""
        return self.state in OPEN_STATES

    @property
    def history_owner_id(self) -> int:
        """Whose history tells of it: the citizen's municipality's."""
        return self.citizen.municipality_id

    def history_changes(self, action: str, revision: Any) -> dict[str, Any]:
        """Nothing: what stands in a plan belongs to the citizen and goes with the citizen."""
        return {}


class Change(models.Model):
    """One change of a plan: who, when, what stood there before and after. Only ever added."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="plan_changes")
    step = models.ForeignKey(
        Activity, models.CASCADE, null=True, blank=True, related_name="changes"
    )
    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="changes")
    what = models.CharField(_("hvad"), max_length=20)
    title = models.CharField(_("om"), max_length=LONGEST_TITLE)
    before = models.JSONField(_("før"), default=dict)
    after = models.JSONField(_("efter"), default=dict)
    side = models.CharField(_("af"), max_length=12, choices=Side)
    person = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("medarbejder"),
    )
    at = models.DateTimeField(_("tidspunkt"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["citizen", "at"], name="plan_change_by_time")]
        verbose_name = _("ændring af planen")
        verbose_name_plural = _("ændringer af planen")

    def __str__(self) -> str:
        """What was done, without words of the plan."""
        return f"{self.citizen}: {self.what}"


class DeclinedSuggestion(models.Model):
    """An item that was suggested to the plan and that the citizen did not want."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="declined_suggestions")
    item = models.ForeignKey(Item, models.CASCADE, related_name="declined_suggestions")
    declined_at = models.DateTimeField(_("takket nej"), default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citizen", "item"], name="one_declined_suggestion")
        ]
        verbose_name = _("fravalgt forslag")
        verbose_name_plural = _("fravalgte forslag")

    def __str__(self) -> str:
        """Citizen and item, without names."""
        return f"{self.citizen_id}: {self.item_id}"


class FollowKind(models.TextChoices):
    """What a citizen can follow; an industry is a term of any vocabulary that may be followed."""

    COMPANY = "company", _("Virksomhed")
    INDUSTRY = "industry", _("Branche")
    WORD = "word", _("Ord")


class Followed(models.Model):
    """One thing that one citizen follows, and up to when its news has been seen."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="follows")
    kind = models.CharField(_("slags"), max_length=8, choices=FollowKind)
    vocabulary = models.CharField(_("ordliste"), max_length=60, blank=True)
    value = models.CharField(_("hvad"), max_length=LONGEST_VALUE)
    since = models.DateTimeField(_("siden"), default=timezone.now)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "kind", "vocabulary", "value"], name="one_follow"
            )
        ]
        verbose_name = _("fulgt")
        verbose_name_plural = _("fulgt")

    def __str__(self) -> str:
        """What is followed."""
        return f"{self.kind}: {self.value}"
