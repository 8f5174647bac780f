"""Where citizens are, how they came there, and what somebody is asked to decide."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.journeys.words import said_of_move, said_of_state
from cms.rights.models import AppendOnly


class Standing(models.Model):
    """Where a citizen is on a journey. Without a row one is where the journey begins."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="standings")
    journey = models.CharField(_("forløb"), max_length=40)
    state = models.CharField(_("hvor du er"), max_length=40)
    since = models.DateTimeField(_("siden"), default=timezone.now)

    class Meta:
        verbose_name = _("hvor du er i et forløb")
        verbose_name_plural = _("hvor du er i dine forløb")
        ordering = ["journey"]
        constraints = [
            models.UniqueConstraint(fields=["citizen", "journey"], name="one_standing_a_journey")
        ]
        indexes = [models.Index(fields=["journey", "state"], name="standing_by_state")]

    def __str__(self) -> str:
        """Where, without the citizen."""
        return f"{self.journey}: {self.state}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        return {
            str(_("hvor du er")): said_of_state(self.journey, self.state, language),
            str(_("siden")): self.since,
        }


class Move(AppendOnly):
    """One step of a citizen's journey, with what moved it. Written once."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="journey_moves")
    journey = models.CharField(_("forløb"), max_length=40)
    move = models.CharField(_("skridt"), max_length=40)
    from_state = models.CharField(_("fra"), max_length=40)
    to_state = models.CharField(_("til"), max_length=40)
    # Empty where a rule alone moved it; a decision outlives the account.
    person_name = models.CharField(_("besluttet af"), max_length=200, blank=True)
    note = models.TextField(_("begrundelse"), blank=True)
    moved_at = models.DateTimeField(_("hvornår"), default=timezone.now)

    class Meta:
        verbose_name = _("skridt i et forløb")
        verbose_name_plural = _("skridt i dine forløb")
        ordering = ["-moved_at", "-pk"]

    def __str__(self) -> str:
        """Which step, without the citizen."""
        return f"{self.journey}: {self.move}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        return {
            str(_("hvornår")): self.moved_at,
            str(_("til")): said_of_state(self.journey, self.to_state, language),
            str(_("hvorfor")): said_of_move(self.journey, self.move, language),
            str(_("besluttet af")): self.person_name,
            str(_("begrundelse")): self.note,
        }


class Proposal(models.Model):
    """A move that waits for a person's yes or no."""

    class Status(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("Venter på en beslutning")
        CONFIRMED = "confirmed", _("Sagt ja til")
        DECLINED = "declined", _("Sagt nej til")
        # Nobody decided in time.
        LAPSED = "lapsed", _("Ikke længere aktuelt")

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="journey_proposals")
    journey = models.CharField(_("forløb"), max_length=40)
    move = models.CharField(_("skridt"), max_length=40)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    made_at = models.DateTimeField(_("foreslået"), default=timezone.now)
    person_name = models.CharField(_("besluttet af"), max_length=200, blank=True)
    note = models.TextField(_("begrundelse"), blank=True)
    decided_at = models.DateTimeField(_("besluttet"), null=True, blank=True)

    class Meta:
        verbose_name = _("forslag om dig")
        verbose_name_plural = _("forslag om dig")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "journey", "move"],
                condition=Q(status="open"),
                name="one_open_proposal",
            )
        ]

    def __str__(self) -> str:
        """Which step, without the citizen."""
        return f"{self.journey}: {self.move}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        return {
            str(_("foreslået")): self.made_at,
            str(_("hvorfor")): said_of_move(self.journey, self.move, language),
            str(_("status")): self.get_status_display(),
            str(_("besluttet af")): self.person_name,
            str(_("begrundelse")): self.note,
        }


class Companion(models.Model):
    """A member of staff who follows a citizen."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="companions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("hvem")
    )
    role = models.CharField(_("rolle"), max_length=40)
    since = models.DateTimeField(_("siden"), default=timezone.now)

    class Meta:
        verbose_name = _("fast kontakt")
        verbose_name_plural = _("faste kontakter")
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["citizen", "person", "role"], name="companion_once")
        ]

    def __str__(self) -> str:
        """In which role."""
        return self.role

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        return {
            str(_("hvem")): self.person.get_full_name(),
            str(_("siden")): self.since,
        }
