"""How people who work here are known by identity providers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Owner


class StaffIdentity(models.Model):
    """A provider's key for a person, bound at the first log-in; never an e-mail address.

    `owner` is for whom the person came in: the municipality whose provider it is, or the company.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="identities")
    owner = models.ForeignKey(Owner, models.CASCADE, related_name="+")
    issuer = models.CharField(_("udsteder"), max_length=255)
    subject = models.CharField(_("udstederens nøgle"), max_length=255)
    bound_at = models.DateTimeField(_("bundet"), default=timezone.now)

    class Meta:
        verbose_name = _("log ind hos udbyder")
        verbose_name_plural = _("log ind hos udbydere")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="staff_identity_once")
        ]

    def __str__(self) -> str:
        """Whose, and for whom."""
        return f"{self.user} hos {self.owner}"
