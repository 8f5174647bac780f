"""How an item repeats, what was changed, and the times that follow from it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.citizens.models import Citizen
from cms.library.models import Item

LONGEST_NOTE = 160


class Repeats(models.TextChoices):
    """How something comes again."""

    WEEKLY = "weekly", _("Hver uge")
    FORTNIGHTLY = "fortnightly", _("Hver anden uge")
    MONTHLY_WEEKDAY = "monthly_weekday", _("Hver måned på samme ugedag")
    MONTHLY_DATE = "monthly_date", _("Hver måned på samme dato")
    WEEKDAYS = "weekdays", _("Alle hverdage")


class ScheduleSettings(models.Model):
    """How the item repeats. Its own begin and end are the first time. Part of the drafts."""

    item = ParentalKey(Item, related_name="schedule_settings")
    repeats = models.CharField(
        _("gentages"),
        max_length=20,
        choices=Repeats,
        blank=True,
        help_text=_("Tomt: det sker kun én gang. Første gang er den tid, der står ovenfor."),
    )
    until = models.DateField(
        _("til og med"), null=True, blank=True, help_text=_("Tomt: det fortsætter.")
    )
    count = models.PositiveSmallIntegerField(
        _("antal gange"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("I alt, den første talt med. Skriv enten en sidste dag eller et antal."),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_schedule_settings")]
        verbose_name = _("kalender")
        verbose_name_plural = _("kalender")

    def __str__(self) -> str:
        """The item."""
        return f"{self.item_id}"

    def clean(self) -> None:
        """Refuse two ends, and an end of what doesn't repeat."""
        if self.until and self.count:
            raise ValidationError({"count": _("Skriv enten en sidste dag eller et antal gange.")})
        if not self.repeats and (self.until or self.count):
            raise ValidationError({"repeats": _("Vælg, hvordan det gentages.")})


class ScheduleChange(models.Model):
    """One of the times is moved or cancelled. Part of the item's drafts."""

    class What(models.TextChoices):
        """What happens to it."""

        MOVED = "moved", _("Flyttes")
        CANCELLED = "cancelled", _("Aflyses")

    item = ParentalKey(Item, related_name="schedule_changes")
    day = models.DateField(_("dagen"), help_text=_("Den dag, det skulle være sket."))
    what = models.CharField(_("hvad sker der?"), max_length=10, choices=What)
    starts = models.DateTimeField(_("ny tid"), null=True, blank=True)
    ends = models.DateTimeField(
        _("slutter"), null=True, blank=True, help_text=_("Tomt: det varer lige så længe som før.")
    )
    note = models.CharField(
        _("besked"),
        max_length=LONGEST_NOTE,
        blank=True,
        help_text=_("En kort forklaring til dem, der skulle være med."),
    )

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["item", "day"], name="one_change_a_day")]
        verbose_name = _("ændret tid")
        verbose_name_plural = _("ændrede tider")

    def __str__(self) -> str:
        """Item and day."""
        return f"{self.item_id}: {self.day}"

    def clean(self) -> None:
        """Refuse a move without a time, a cancelled one with, and an end before the beginning."""
        if self.what == self.What.MOVED and not self.starts:
            raise ValidationError({"starts": _("Hvornår sker det i stedet?")})
        if self.what == self.What.CANCELLED and (self.starts or self.ends):
            raise ValidationError({"starts": _("Det, der er aflyst, har ingen ny tid.")})
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("Det slutter, før det begynder.")})


class Occurrence(models.Model):
    """One time an item happens, as published. Worked out by `services.refresh`, never edited.

    `day` is the planned Danish day: with the item it names the time, also when it is moved.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="occurrences")
    day = models.DateField()
    planned = models.DateTimeField()
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "day"], name="one_time_a_day")]
        indexes = [models.Index(fields=["starts"]), models.Index(fields=["item", "starts"])]
        verbose_name = _("tid")
        verbose_name_plural = _("tider")

    def __str__(self) -> str:
        """Item and day."""
        return f"{self.item_id}: {self.day}"

    @property
    def key(self) -> str:
        """What calendars and messages know the time by, wherever it is moved."""
        return f"{self.item_id}-{self.day:%Y%m%d}"

    @property
    def is_moved(self) -> bool:
        """Whether it is at another time than planned."""
        return self.starts != self.planned

    @property
    def is_over(self) -> bool:
        """Whether it has ended; without an end, whether it has begun."""
        return (self.ends or self.starts) < timezone.now()


class CalendarFeed(models.Model):
    """A citizen's calendar, to be followed from elsewhere by whoever knows its address."""

    citizen = models.OneToOneField(Citizen, models.CASCADE, related_name="calendar_feed")
    # Of the secret in the address only the fingerprint is kept.
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("lavet"), default=timezone.now)

    class Meta:
        verbose_name = _("kalenderabonnement")
        verbose_name_plural = _("kalenderabonnementer")

    def __str__(self) -> str:
        """Whose it is, without a name."""
        return f"{self.citizen_id}"

    def for_export(self, language: str) -> dict[str, object]:
        """That there is one, and since when; the fingerprint is nobody's words."""
        return {str(_("lavet")): self.made_at}
