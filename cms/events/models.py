"""One thing that a citizen did."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.rights.models import AppendOnly

LONGEST_WORD = 60


class Event(AppendOnly):
    """What a citizen did, when, and with which item or word. Written once; it goes whole or not.

    An item that is deleted leaves the event without it: the key is no database constraint, since
    nothing here is ever changed.
    """

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="events")
    kind = models.CharField(_("slags"), max_length=40)
    item = models.ForeignKey(
        Item,
        models.DO_NOTHING,
        related_name="+",
        null=True,
        db_constraint=False,
        verbose_name=_("indhold"),
    )
    word = models.CharField(_("ord"), max_length=LONGEST_WORD, blank=True)
    happened_at = models.DateTimeField(_("hvornår"), default=timezone.now)

    class Meta:
        verbose_name = _("det, du har gjort her")
        verbose_name_plural = _("det, du har gjort her")
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["citizen", "kind", "-happened_at"], name="event_of_citizen"),
            models.Index(fields=["kind", "happened_at"], name="event_by_kind"),
        ]

    def __str__(self) -> str:
        """The kind and the day, without the citizen."""
        return f"{self.kind} {self.happened_at:%Y-%m-%d}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        from cms.events.declared import kinds

        declared = kinds().get(self.kind)
        about = (
            self.word
            or Item.objects.everything("a citizen's own events name items")
            .filter(pk=self.item_id)
            .values_list("listed_title", flat=True)
            .first()
        )
        return {
            str(_("hvornår")): self.happened_at,
            str(_("hvad")): declared.label.in_language(language) if declared else self.kind,
            str(_("indhold")): about or "",
        }
