"""Series, what stands in them, and how far citizens have come."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import Owner

LONGEST_TITLE = 120


class Series(models.Model):
    """Something that an owner's items stand in, one after the other."""

    owner = models.ForeignKey(Owner, models.CASCADE, related_name="+")
    slug = models.SlugField(_("kort navn"), max_length=LONGEST_TITLE)
    title = models.CharField(_("titel"), max_length=LONGEST_TITLE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "slug"], name="one_series")]
        verbose_name = _("serie")
        verbose_name_plural = _("serier")

    def __str__(self) -> str:
        """Its title."""
        return self.title

    @property
    def history_owner_id(self) -> int:
        """In whose history it stands what is done with the series."""
        return int(self.owner_id)


class SeriesPlace(models.Model):
    """Where an item stands in its series. At once, beside the drafts; an item is in one."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="series_place")
    series = models.ForeignKey(Series, models.CASCADE, related_name="places")
    number = models.PositiveIntegerField(_("nummer"))

    class Meta:
        ordering = ["series", "number", "pk"]
        verbose_name = _("plads i serie")
        verbose_name_plural = _("pladser i serier")

    def __str__(self) -> str:
        """Series and item."""
        return f"{self.series_id}: {self.item_id}"


class SeriesStep(models.Model):
    """A citizen has finished an item that stands in a series."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="series_steps")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="series_steps")
    done_at = models.DateTimeField(_("færdig"), default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "citizen"], name="one_series_step")]
        verbose_name = _("trin i serie")
        verbose_name_plural = _("trin i serier")

    def __str__(self) -> str:
        """Item and citizen, without names."""
        return f"{self.item_id}: {self.citizen_id}"
