"""Seats on an item, and who has one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.citizens.models import Citizen
from cms.library.models import Item


class SignupSettings(models.Model):
    """How many can come, and until when one can say so. Part of the item's drafts."""

    item = ParentalKey(Item, related_name="signup_settings")
    seats = models.PositiveIntegerField(
        _("pladser"), null=True, blank=True, help_text=_("Tomt: så mange som vil.")
    )
    deadline = models.DateTimeField(
        _("sidste frist"), null=True, blank=True, help_text=_("Tomt: ingen frist.")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_signup_settings")]
        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmelding")

    def __str__(self) -> str:
        """The item."""
        return f"{self.item_id}"


class SignupState(models.TextChoices):
    """Where a citizen stands."""

    SEATED = "seated", _("Har en plads")
    WAITING = "waiting", _("På venteliste")


class Signup(models.Model):
    """One citizen's sign-up; the primary key is the order of arrival."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="signups")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="signups")
    state = models.CharField(_("tilstand"), max_length=10, choices=SignupState)
    signed_up_at = models.DateTimeField(_("tilmeldt"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "citizen"], name="one_signup")]
        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmeldinger")

    def __str__(self) -> str:
        """Item and citizen, without names."""
        return f"{self.item_id}: {self.citizen_id}"
