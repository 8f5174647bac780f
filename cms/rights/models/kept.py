"""What the law keeps when a citizen is erased: the logs, without the citizen."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Municipality
from cms.rights.models.append_only import AppendOnly


class Receipt(AppendOnly):
    """An erasure. Only who has the code from the receipt can tell whose it was."""

    code_hash = models.CharField(max_length=64, unique=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("kommune")
    )
    erased_on = models.DateField(_("slettet"))
    kept_until = models.DateField(_("gemmes til"))

    class Meta:
        verbose_name = _("kvittering for sletning")
        verbose_name_plural = _("kvitteringer for sletning")
        ordering = ["-pk"]

    def __str__(self) -> str:
        """The day."""
        return f"{self.erased_on}"


class KeptRecord(AppendOnly):
    """One line of a log that went without its citizen."""

    class Kind(models.TextChoices):
        """Which log."""

        LOOK = "look", _("Opslag")
        CONSENT = "consent", _("Samtykke")

    receipt = models.ForeignKey(Receipt, models.CASCADE, related_name="records")
    kind = models.CharField(_("slags"), max_length=10, choices=Kind.choices)
    happened_at = models.DateTimeField(_("tidspunkt"), default=timezone.now)
    said = models.JSONField(_("indhold"), default=dict)

    class Meta:
        verbose_name = _("bevaret log")
        verbose_name_plural = _("bevarede log")
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        """Which log, and when."""
        return f"{self.kind} {self.happened_at:%Y-%m-%d}"
