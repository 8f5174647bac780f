"""Who among the staff saw something about a citizen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality
from cms.rights.models.append_only import AppendOnly


class Look(AppendOnly):
    """One person saw something about one citizen. Name and roles are as they were then."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="looks")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("kommune")
    )
    # A look outlives the account of whoever looked.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+", db_constraint=False
    )
    person_name = models.CharField(_("hvem"), max_length=200)
    roles = models.JSONField(_("rolle"), default=list)
    what = models.JSONField(_("hvad"), default=list)
    looked_at = models.DateTimeField(_("hvornår"), default=timezone.now)

    class Meta:
        verbose_name = _("opslag i dine oplysninger")
        verbose_name_plural = _("opslag i dine oplysninger")
        ordering = ["-looked_at", "-pk"]
        indexes = [models.Index(fields=["citizen", "-looked_at"], name="look_newest")]

    def __str__(self) -> str:
        """When, without who and whom."""
        return f"{self.looked_at:%Y-%m-%d %H:%M}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        from cms.rights.looks import roles_in_words, what_in_words

        return {
            str(_("hvornår")): self.looked_at,
            str(_("hvem")): self.person_name,
            str(_("rolle")): ", ".join(roles_in_words(self.roles)),
            str(_("kommune")): self.municipality.name,
            str(_("hvad")): ", ".join(what_in_words(self.what, language)),
        }
