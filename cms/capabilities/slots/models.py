"""When one can come, which of those times were taken away, and who has booked which."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.capabilities.slots.rules import DAYS, MOST_DAYS, Plan
from cms.citizens.models import Citizen
from cms.library.models import Item

LONGEST_NAME = 40


class SlotPlan(models.Model):
    """From which days and hours the times are made. Part of the item's drafts."""

    item = ParentalKey(Item, related_name="slot_plans")
    first_day = models.DateField(_("første dag"))
    last_day = models.DateField(_("sidste dag"))
    monday = models.BooleanField(_("mandag"), default=False)
    tuesday = models.BooleanField(_("tirsdag"), default=False)
    wednesday = models.BooleanField(_("onsdag"), default=False)
    thursday = models.BooleanField(_("torsdag"), default=False)
    friday = models.BooleanField(_("fredag"), default=False)
    saturday = models.BooleanField(_("lørdag"), default=False)
    sunday = models.BooleanField(_("søndag"), default=False)
    from_time = models.TimeField(_("fra klokken"), help_text=_("Dansk tid, for eksempel 9:00."))
    to_time = models.TimeField(_("til klokken"), help_text=_("Den sidste tid slutter senest her."))
    minutes = models.PositiveSmallIntegerField(
        _("minutter til hver"),
        default=15,
        validators=[MinValueValidator(5), MaxValueValidator(480)],
    )
    pause = models.PositiveSmallIntegerField(
        _("minutters pause imellem"), default=0, validators=[MaxValueValidator(240)]
    )
    people = models.PositiveSmallIntegerField(
        _("hvor mange ad gangen"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("1: en samtale på tomandshånd. Flere: en gruppe."),
    )
    hours_before = models.PositiveSmallIntegerField(
        _("senest så mange timer før"),
        default=24,
        help_text=_("Så lang tid før kan man booke, flytte og melde fra."),
    )
    place = models.CharField(_("sted"), max_length=200, blank=True)
    link = models.URLField(
        _("link til skærmmøde"), blank=True, help_text=_("Kun de, der har booket, ser det.")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_slot_plan")]
        verbose_name = _("tider")
        verbose_name_plural = _("tider")

    def __str__(self) -> str:
        """The item."""
        return f"{self.item_id}"

    def clean(self) -> None:
        """Raises ValidationError where no time can come of it."""
        # What the form couldn't read is None here, whatever the field says.
        if None in (self.first_day, self.last_day, self.from_time, self.to_time, self.minutes):
            return
        if not 0 <= (self.last_day - self.first_day).days < MOST_DAYS:
            raise ValidationError(
                {"last_day": _("Den sidste dag skal ligge efter den første, højst et år.")}
            )
        if not any(getattr(self, day) for day in DAYS):
            raise ValidationError({"monday": _("Vælg mindst én ugedag.")})
        if not self.as_plan().times():
            raise ValidationError({"to_time": _("Der er ikke plads til en eneste tid.")})

    def as_plan(self) -> Plan:
        """What the rules look at."""
        return Plan(
            first_day=self.first_day,
            last_day=self.last_day,
            weekdays=frozenset(n for n, day in enumerate(DAYS) if getattr(self, day)),
            from_time=self.from_time,
            to_time=self.to_time,
            minutes=self.minutes,
            pause=self.pause,
        )


class SlotRemoval(models.Model):
    """One single time that its owners have taken away; at once, beside the drafts."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="slot_removals")
    starts = models.DateTimeField(_("begynder"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "starts"], name="slot_removed_once")]
        verbose_name = _("fjernet tid")
        verbose_name_plural = _("fjernede tider")

    def __str__(self) -> str:
        """The item and the moment."""
        return f"{self.item_id}: {self.starts:%Y-%m-%d %H:%M}"


class SlotBooking(models.Model):
    """One citizen's time. Place and link are as they were agreed."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="slot_bookings")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="slot_bookings")
    starts = models.DateTimeField(_("begynder"))
    ends = models.DateTimeField(_("slutter"))
    place = models.CharField(_("sted"), max_length=200, blank=True)
    link = models.URLField(_("link til skærmmøde"), blank=True)
    called = models.CharField(_("kaldes"), max_length=LONGEST_NAME, blank=True)
    booked_at = models.DateTimeField(_("booket"), auto_now_add=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "citizen", "starts"], name="slot_once_a_citizen"
            )
        ]
        indexes = [models.Index(fields=["citizen", "starts"], name="slot_of_citizen")]
        verbose_name = _("booket tid")
        verbose_name_plural = _("bookede tider")

    def __str__(self) -> str:
        """Item and citizen, without names."""
        return f"{self.item_id}: {self.citizen_id}"
