"""Certificates: each belongs to a citizen, and goes with the citizen."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User

TITLE = 255
# No vowels, and none of the signs that look alike: a number is read aloud.
SIGNS = "BCDFGHJKMNPQRSTVWXYZ23456789"
TOKEN_BYTES = 18


def new_token() -> str:
    """What the link ends with; nobody can guess it (144 bits)."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_number() -> str:
    """What stands on the paper: the year and eight signs."""
    drawn = "".join(secrets.choice(SIGNS) for _sign in range(8))
    return f"{timezone.localdate().year}-{drawn[:4]}-{drawn[4:]}"


class Certificate(models.Model):
    """That a citizen has completed an item, under the title that it had then."""

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="certificates")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="certificates")
    title = models.CharField(_("for"), max_length=TITLE)
    made_by = models.CharField(_("lavet af"), max_length=TITLE)
    number = models.CharField(_("nummer"), max_length=20, unique=True, default=new_number)
    token = models.CharField(_("nøgle i linket"), max_length=40, unique=True, default=new_token)
    issued_at = models.DateTimeField(_("udstedt"), default=timezone.now)
    shows_name = models.BooleanField(_("linket viser navnet"), default=False)
    revoked_at = models.DateTimeField(_("trukket tilbage"), null=True, blank=True)
    revoked_because = models.CharField(_("fordi"), max_length=500, blank=True)
    revoked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("trukket tilbage af")
    )

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["citizen", "item"], name="one_certificate")]
        verbose_name = _("bevis")
        verbose_name_plural = _("beviser")

    def __str__(self) -> str:
        """The number, without the name."""
        return self.number

    @property
    def is_valid(self) -> bool:
        """Whether it still holds."""
        return self.revoked_at is None

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        return {
            "number": self.number,
            "title": self.title,
            "made_by": self.made_by,
            "issued_at": self.issued_at.isoformat(),
            "shows_name": self.shows_name,
            "revoked_at": self.revoked_at and self.revoked_at.isoformat(),
            "revoked_because": self.revoked_because,
        }
