"""Who owns content and who edits it: the nation, municipalities, companies and vendors."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cvr

from cms.databases.alphabet import by
from cms.municipalities.actions import Action


class User(AbstractUser):
    """A person who works with content: editor, administrator, company or vendor user, adviser.

    Citizens are not users: they come through MitID and live in `cms.citizens`.
    """


class OwnerKind(models.TextChoices):
    """The four kinds of owner an item can have (mission M1.3)."""

    NATIONAL = "national", _("Fælles for hele landet")
    MUNICIPALITY = "municipality", _("Kommune")
    COMPANY = "company", _("Virksomhed")
    VENDOR = "vendor", _("Leverandør")


Named = TypeVar("Named", bound="Owner")


class ByName(models.Manager[Named]):
    """Owners in alphabetical order, unless another is asked for."""

    def get_queryset(self) -> models.QuerySet[Named]:
        """Not in `Meta`: django-modelcluster sorts by what stands there, and knows only names."""
        return super().get_queryset().order_by(by("name"))


class Owner(models.Model):
    """Somebody who can own items. Roles are given on owners, through django-guardian."""

    kind = models.CharField(_("slags"), max_length=20, choices=OwnerKind, editable=False)
    slug = models.SlugField(_("kort navn"), unique=True)
    name = models.CharField(_("navn"), max_length=120)
    own_kind: OwnerKind | None = None

    objects: ClassVar[ByName[Self]] = ByName()

    class Meta:
        ordering = ["name"]
        verbose_name = _("ejer")
        verbose_name_plural = _("ejere")
        permissions = [(action.value, action.name.capitalize()) for action in Action]

    def __str__(self) -> str:
        """The name that people use."""
        return self.name

    @property
    def history_owner_id(self) -> int:
        """What is done with an owner's people stands in its own history."""
        return int(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stamp the kind from the class, so that it can't be forgotten or forged."""
        if self.own_kind is not None:
            self.kind = self.own_kind
        super().save(*args, **kwargs)


class Municipality(Owner):
    """One of the 98 municipalities: a tenant with its own address, look, content and shelf."""

    own_kind = OwnerKind.MUNICIPALITY

    code = models.CharField(
        _("kommunekode"), max_length=4, unique=True, validators=[RegexValidator(r"^\d{4}$")]
    )
    authority = models.CharField(
        _("myndighedens navn"), max_length=120, blank=True, help_text=_("Københavns Kommune.")
    )
    host = models.CharField(
        _("eget domæne"), max_length=200, blank=True, help_text=_("For eksempel job.thisted.dk.")
    )
    theme = models.SlugField(
        _("tema"), blank=True, help_text=_("Tomt: et tema udledt af kommunekoden.")
    )
    latitude = models.FloatField(_("breddegrad"), null=True, blank=True)
    longitude = models.FloatField(_("længdegrad"), null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True)
    opening_hours = models.TextField(_("åbningstider"), blank=True)
    two_eyes = models.BooleanField(
        _("to par øjne"),
        default=False,
        help_text=_("Den, der sidst har rettet noget, kan ikke selv udgive det."),
    )
    home = models.JSONField(
        _("forsidens tekster"),
        default=dict,
        blank=True,
        help_text=_("hero_heading, hero_text, welcome og highlights."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")

    @property
    def full_name(self) -> str:
        """The name as it stands on letters: "Thisted Kommune", "Københavns Kommune"."""
        return self.authority or f"{self.name} Kommune"


class RegionMembership(models.Model):
    """Which region a municipality belongs to, and when.

    Dated: on 1 January 2027 Region Hovedstaden and Region Sjælland become Region Østdanmark.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="regions")
    region = models.CharField(max_length=40)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["municipality", "first_day"]

    def __str__(self) -> str:
        """Municipality and region."""
        return f"{self.municipality}: {self.region}"

    @classmethod
    def region_on(cls, municipality: Municipality, day: date) -> str | None:
        """The region's name on that day, or None where none is recorded."""
        memberships = cls.objects.filter(municipality=municipality)
        started = models.Q(first_day=None) | models.Q(first_day__lte=day)
        going_on = models.Q(last_day=None) | models.Q(last_day__gte=day)
        return memberships.filter(started & going_on).values_list("region", flat=True).first()


# Numbers are given out without a sum of control now, so there is no more to hold them against.
_CVR = re.compile(r"[1-9][0-9]{7}")


def check_cvr(number: str) -> None:
    """Eight digits, as they are kept. Raises ValidationError."""
    if not _CVR.fullmatch(number):
        raise ValidationError(_("Et CVR-nummer er otte cifre. Se efter, om der er en tastefejl."))


def compact_cvr(written: str) -> str:
    """The digits of a number as people write it: "DK 99 99 00 07"."""
    return str(cvr.compact(written))


class Company(Owner):
    """An employer that shows itself with videos and events (mission M8)."""

    own_kind = OwnerKind.COMPANY
    about = models.TextField(_("om virksomheden"), blank=True)
    cvr = models.CharField(
        _("CVR-nummer"), max_length=8, blank=True, db_index=True, validators=[check_cvr]
    )
    home = models.ForeignKey(
        Municipality,
        models.SET_NULL,
        verbose_name=_("hjemkommune"),
        null=True,
        blank=True,
        related_name="companies",
    )

    class Meta:
        verbose_name = _("virksomhed")
        verbose_name_plural = _("virksomheder")


class Vendor(Owner):
    """Somebody who offers services on the market place (mission M4)."""

    own_kind = OwnerKind.VENDOR
    about = models.TextField(_("om leverandøren"), blank=True)
    cvr = models.CharField(
        _("CVR-nummer"), max_length=8, blank=True, db_index=True, validators=[check_cvr]
    )
    link = models.URLField(_("hjemmeside"), blank=True)

    class Meta:
        verbose_name = _("leverandør")
        verbose_name_plural = _("leverandører")


NATIONAL_SLUG = "national"


def national_owner() -> Owner:
    """The nation as an owner; made by the first migration, so it always exists."""
    return Owner.objects.get(slug=NATIONAL_SLUG)
