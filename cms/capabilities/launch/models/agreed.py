"""What vendors say of a service, what municipalities have agreed, and how much it is used."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.library.models import Item
from cms.municipalities.models import Municipality

LONGEST_ADDRESS = 500


def new_client_id() -> str:
    """A name that nobody else has (128 bits)."""
    return secrets.token_hex(16)


class Way(models.TextChoices):
    """How a service is opened."""

    LINK = "link", _("Som et almindeligt link")
    OIDC = "oidc", _("Logget ind med OpenID Connect")
    LTI = "lti", _("Logget ind med LTI 1.3")


class LaunchSettings(models.Model):
    """How the item is opened, and what the vendor wants to know. Part of the item's drafts."""

    item = ParentalKey(Item, related_name="launch_settings")
    way = models.CharField(
        _("hvordan det åbnes"),
        max_length=10,
        choices=Way,
        blank=True,
        help_text=_("Tomt: som slagsen plejer."),
    )
    wants_name = models.BooleanField(
        _("vil kende fornavnet"),
        default=False,
        help_text=_("Kun hvis tilbuddet ikke virker uden. Kommunen skal også sige ja."),
    )
    wants_language = models.BooleanField(_("vil kende sproget"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_launch_settings")]
        verbose_name = _("åbning")
        verbose_name_plural = _("åbning")

    def __str__(self) -> str:
        """The item."""
        return f"{self.item_id}"


class LaunchClient(models.Model):
    """How the vendor's own system is known here; at once, beside the drafts."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="launch_client")
    client_id = models.CharField(_("klient-id"), max_length=64, unique=True, default=new_client_id)
    login_address = models.CharField(
        _("adressen, hvor log ind begynder"), max_length=LONGEST_ADDRESS
    )
    redirect_addresses = models.JSONField(_("adresser, vi må sende borgeren til"), default=list)
    public_keys = models.JSONField(_("offentlige nøgler"), default=dict, blank=True)
    secret_hash = models.CharField(_("hemmelighedens aftryk"), max_length=128, blank=True)

    class Meta:
        verbose_name = _("leverandørens system")
        verbose_name_plural = _("leverandørernes systemer")

    def __str__(self) -> str:
        """The client id, which is no secret."""
        return self.client_id

    @property
    def history_owner_id(self) -> int:
        """It is a thing of the item's owner."""
        return int(self.item.owner_id)


class Agreement(models.Model):
    """That a municipality's citizens may use a service, from when, how many, and what is told."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="launch_agreements", verbose_name=_("kommune")
    )
    item = models.ForeignKey(Item, models.CASCADE, related_name="launch_agreements")
    first_day = models.DateField(_("fra og med"))
    last_day = models.DateField(
        _("til og med"), null=True, blank=True, help_text=_("Tomt: indtil videre.")
    )
    seats = models.PositiveIntegerField(
        _("pladser"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Så mange borgere kan bruge det. Tomt: så mange som vil."),
    )
    tells_name = models.BooleanField(_("fornavnet må sendes med"), default=False)
    tells_language = models.BooleanField(_("sproget må sendes med"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item"], name="one_launch_agreement")
        ]
        verbose_name = _("aftale")
        verbose_name_plural = _("aftaler")

    def __str__(self) -> str:
        """Who and what."""
        return f"{self.municipality_id}: {self.item_id}"

    @property
    def history_owner_id(self) -> int:
        """It is the municipality's decision."""
        return int(self.municipality_id)

    def clean(self) -> None:
        """Raises ValidationError where it would end before it begins."""
        # What the form couldn't read is None here, whatever the field says.
        if None in (self.first_day, self.last_day):
            return
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValidationError(
                {"last_day": _("Aftalen slutter, før den begynder. Ret en af de to dage.")}
            )


class LaunchDay(models.Model):
    """How often a municipality's citizens opened a service on a day, and how many they were.

    Numbers alone: nobody can be found in it, so it stays when a citizen is erased.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="launch_days")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    day = models.DateField(_("dag"))
    openings = models.PositiveIntegerField(_("åbnet"), default=0)
    citizens = models.PositiveIntegerField(_("borgere"), default=0)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["item", "municipality", "day"], name="one_launch_day")
        ]
        verbose_name = _("brug på en dag")
        verbose_name_plural = _("brug dag for dag")

    def __str__(self) -> str:
        """Which day."""
        return f"{self.item_id}: {self.day}"
