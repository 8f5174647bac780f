"""What municipalities do with items: choices, their own words, and who has looked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cms.library.models.items import Item
from cms.library.periods import Period, says
from cms.library.signals import shelf_changed
from cms.municipalities.models import Municipality, User


class ShelfRecord(models.Model):
    """Base of what a municipality says about one item; tells the floors above when it changes."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save and tell."""
        super().save(*args, **kwargs)
        self._tell()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete and tell."""
        deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        self._tell()
        return deleted

    @property
    def history_owner_id(self) -> int:
        """A shelf's history is the municipality's, whoever owns the item."""
        return int(self.municipality_id)

    def _tell(self) -> None:
        item: Item = self.item  # type: ignore[attr-defined]
        shelf_changed.send(
            type(self),
            type_name=item.type_name,
            item_id=item.pk,
            municipality_id=self.municipality_id,
        )


class Loan(models.Model):
    """An item is lent to a municipality, which may take it in; counts while sharing is "lent"."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="loans")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "municipality"], name="one_loan_per_item")
        ]
        verbose_name = _("udlån")
        verbose_name_plural = _("udlån")

    def __str__(self) -> str:
        """Item and municipality."""
        return f"{self.item_id}: {self.municipality_id}"


class ShelfChoice(ShelfRecord):
    """A municipality's choice about an item: taken or left out, when, pinned, and its order."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="shelf_choices")
    taken = models.BooleanField(
        _("valg"),
        null=True,
        blank=True,
        choices=[(None, _("Som ejeren foreslår")), (True, _("Taget ind")), (False, _("Valgt fra"))],
    )
    # When the choice holds; `cms.library.periods` says what it comes to at other times.
    holds_from = models.DateTimeField(_("fra"), null=True, blank=True)
    holds_until = models.DateTimeField(_("til"), null=True, blank=True)
    pinned = models.BooleanField(_("fremhævet"), default=False)
    order = models.PositiveIntegerField(_("rækkefølge"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item"], name="one_choice_per_item")
        ]
        verbose_name = _("valg på hylden")
        verbose_name_plural = _("valg på hylden")

    def __str__(self) -> str:
        """Municipality and item."""
        return f"{self.municipality}: {self.item_id}"

    @property
    def period(self) -> Period:
        """When the choice holds."""
        return Period(self.holds_from, self.holds_until)

    def says(self, now: datetime) -> bool | None:
        """Taken in, left out, or not decided, at a moment."""
        return says(self.taken, self.period, now)


class Overlay(ShelfRecord):
    """A municipality's own words over a shared item: only the fields that differ (mission M1.4)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="overlays")
    values = models.JSONField(_("egne ord"), default=dict)
    # What the original said when the override was written; tells when it has changed since.
    originals = models.JSONField(_("originalens ord"), default=dict, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item"], name="one_overlay_per_item")
        ]
        verbose_name = _("lokal tekst")
        verbose_name_plural = _("lokale tekster")

    def __str__(self) -> str:
        """Municipality and item."""
        return f"{self.municipality}: {self.item_id}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; words of which nobody said what they were written over stand over today's."""
        self._complete_originals()
        super().save(*args, **kwargs)

    def _complete_originals(self) -> None:
        """One original for each own word: an import may bring fewer, or more."""
        known = {name: text for name, text in self.originals.items() if name in self.values}
        missing = [name for name in self.values if name not in known]
        if missing:
            known |= dict.fromkeys(missing) | self._original_words(missing)
        self.originals = known

    def _original_words(self, names: Collection[str]) -> dict[str, Any]:
        # Late imports: these are built on this module.
        from cms.library.overlay_states import is_shared_with
        from cms.library.registry import item_model

        if not is_shared_with(self.item, self.municipality_id):
            return {}
        model = item_model(self.item.type_name)
        columns = [name for name in names if name in model.declaration.overridable]
        rows = model.objects.everything("own words keep what they stand over")
        return dict(rows.filter(pk=self.item_id).values(*columns).get()) if columns else {}


class ShelfVisit(models.Model):
    """When somebody last looked at what is on offer, so that the news can be told from the rest."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    previous_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "municipality"], name="one_visit_per_person")
        ]

    def __str__(self) -> str:
        """Person and municipality."""
        return f"{self.user_id}: {self.municipality_id}"
