"""A citizen's civil number, which nobody is ever shown."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality


class CivilNumber(models.Model):
    """The number, sealed, and a keyed fingerprint of it by which it can be found again."""

    citizen = models.OneToOneField(Citizen, models.CASCADE, related_name="civil_number")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("kommune")
    )
    key_id = models.CharField(max_length=20)
    lookup = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("CPR-nummer")
        verbose_name_plural = _("CPR-nummer")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "lookup"], name="civil_number_once")
        ]

    def __str__(self) -> str:
        """That there is one."""
        return "CPR-nummer"

    def for_export(self, _language: str) -> dict[str, Any]:
        """What the citizen's own export says: that it is kept, and how."""
        return {str(_("CPR-nummer")): str(_("Gemt krypteret. Det vises aldrig."))}
