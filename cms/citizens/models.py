"""A citizen of one municipality, what the citizen has told, and the reasons turned off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.identity.records import LogIn, SpentLogoutToken

if TYPE_CHECKING:
    from cms.citizens.answers import Facts


__all__ = ["Answer", "Citizen", "LogIn", "Move", "ReasonSwitch", "SpentLogoutToken"]


class MadeUpCitizenSaved(RuntimeError):
    """A citizen who doesn't exist (`cms.citizens.personas`) was about to be stored."""


class Citizen(models.Model):
    """A person as one municipality knows them.

    The key is the identity provider's own name for the person (`issuer` and `subject`), never
    the CPR number. Each municipality is data controller of its own citizens, so a person who
    logs in at two municipalities is two citizens, and nothing passes between them but what the
    citizen takes along (`cms.citizens.moving`).

    With name protection no name is stored. Where somebody lives is not stored at all: the nearest
    place that anything knows of a citizen is the municipality, and `protected_address` tells every
    part that shows a citizen that it must stay so.
    """

    municipality = models.ForeignKey(
        "municipalities.Municipality", models.PROTECT, related_name="citizens"
    )
    issuer = models.CharField(_("udsteder"), max_length=255)
    subject = models.CharField(_("udstederens nøgle"), max_length=255)
    display_name = models.CharField(_("navn"), max_length=150, blank=True)
    language = models.CharField(_("sprog"), max_length=8, blank=True)
    protected_name = models.BooleanField(_("navnebeskyttelse"), default=False)
    protected_address = models.BooleanField(_("adressebeskyttelse"), default=False)
    moved_away_at = models.DateTimeField(_("flyttet"), null=True, blank=True)
    created_at = models.DateTimeField(_("første gang"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("senest"), default=timezone.now)
    screening_skipped = models.JSONField(_("sprunget over"), default=list, blank=True)
    screening_finished_at = models.DateTimeField(_("spørgsmål færdige"), null=True, blank=True)

    # What a made-up citizen would have answered; None for everybody who exists.
    made_up_answers: dict[str, list[Any]] | None = None

    class Meta:
        verbose_name = _("borger")
        verbose_name_plural = _("borgere")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "issuer", "subject"], name="citizen_identity_once"
            )
        ]

    def __str__(self) -> str:
        """A neutral name: a citizen's own name does not belong in logs and lists."""
        return f"Borger {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. Raises MadeUpCitizenSaved."""
        if self.made_up_answers is not None:
            raise MadeUpCitizenSaved("Nobody by this name exists; don't store them.")
        super().save(*args, **kwargs)

    @property
    def first_name(self) -> str:
        """The name for a greeting; empty when the name is protected or unknown."""
        return self.display_name.split(" ")[0]

    def answers_as_facts(self, today: date | None = None) -> Facts:
        """What is known, by attribute, with what is worked out from it on that day."""
        from cms.citizens.answers import facts_of

        return facts_of(self, today)


class Answer(models.Model):
    """One value of one attribute; several values of one attribute are several rows.

    Exactly one of the four value columns is filled; which one follows from the kind.
    """

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="answers")
    attribute = models.CharField(_("oplysning"), max_length=40)
    choice = models.CharField(_("valg"), max_length=60, null=True, blank=True)
    number = models.DecimalField(_("tal"), max_digits=12, decimal_places=2, null=True, blank=True)
    date = models.DateField(_("dato"), null=True, blank=True)
    text = models.TextField(_("tekst"), null=True, blank=True)
    answered_at = models.DateTimeField(_("besvaret"), default=timezone.now)

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "attribute", "choice"], name="answer_choice_once"
            )
        ]
        indexes = [
            models.Index(fields=["attribute", "choice", "citizen"], name="answer_by_choice"),
            models.Index(fields=["attribute", "number", "citizen"], name="answer_by_number"),
            models.Index(fields=["attribute", "date", "citizen"], name="answer_by_date"),
        ]

    def __str__(self) -> str:
        """Which attribute, without the value."""
        return f"{self.citizen}: {self.attribute}"


class ReasonSwitch(models.Model):
    """A reason for showing things that the citizen has turned off."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="reasons_off")
    reason_key = models.CharField(_("grund"), max_length=120)
    turned_off_at = models.DateTimeField(_("slået fra"), default=timezone.now)

    class Meta:
        verbose_name = _("fravalgt grund")
        verbose_name_plural = _("fravalgte grunde")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["citizen", "reason_key"], name="reason_off_once")
        ]

    def __str__(self) -> str:
        """The reason's key."""
        return self.reason_key


class Move(models.Model):
    """A citizen moved here and took something along: what, from where, and when.

    Stands with the citizen's new municipality. The old one knows only that the person has left
    (`Citizen.moved_away_at`), not where to.
    """

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="moves")
    from_municipality = models.ForeignKey(
        "municipalities.Municipality", models.PROTECT, related_name="moves_away"
    )
    moved_at = models.DateTimeField(_("flyttet"), default=timezone.now)
    taken_along = models.JSONField(_("taget med"), default=list)

    class Meta:
        verbose_name = _("flytning")
        verbose_name_plural = _("flytninger")
        ordering = ["pk"]

    def __str__(self) -> str:
        """From where."""
        return f"{self.citizen} fra {self.from_municipality}"
