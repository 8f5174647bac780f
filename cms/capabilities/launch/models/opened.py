"""What a citizen has opened and agreed to; each row goes with the citizen."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import Owner

# A ticket lives as long as a slow net and a vendor's own log-in page may take.
TICKET_LIFETIME = timedelta(minutes=10)
CODE_LIFETIME = timedelta(minutes=1)


def fingerprint(secret: str) -> str:
    """What is kept of a ticket or a code; the words themselves are drawn with 256 bits."""
    return sha256(secret.encode()).hexdigest()


def _ends() -> Any:
    return timezone.now() + TICKET_LIFETIME


def new_subject() -> str:
    """A name by which one vendor alone knows a citizen."""
    return str(uuid4())


class Opening(models.Model):
    """That a citizen uses a service: the seat, and when it was first and last opened."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="launch_openings")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="launch_openings")
    first_at = models.DateTimeField(_("første gang"), default=timezone.now)
    last_at = models.DateTimeField(_("senest"), default=timezone.now)

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["item", "citizen"], name="one_opening")]
        verbose_name = _("åbnet tilbud")
        verbose_name_plural = _("åbnede tilbud")

    def __str__(self) -> str:
        """Item and citizen, without names."""
        return f"{self.item_id}: {self.citizen_id}"


class LaunchConsent(models.Model):
    """A citizen's yes to what is passed on; `passes` is what was said then, by short names."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="launch_consents")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="launch_consents")
    passes = models.JSONField(_("sendes med"), default=list)
    said_at = models.DateTimeField(_("sagt"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "citizen"], name="one_launch_consent")
        ]
        verbose_name = _("ja til at sende oplysninger til et tilbud")
        verbose_name_plural = _("ja til at sende oplysninger til tilbud")

    def __str__(self) -> str:
        """Item and citizen, without names."""
        return f"{self.item_id}: {self.citizen_id}"


class Pseudonym(models.Model):
    """The name by which a vendor knows a citizen. No two vendors know the same one."""

    owner = models.ForeignKey(Owner, models.CASCADE, related_name="+", verbose_name=_("hos"))
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="launch_pseudonyms")
    subject = models.CharField(_("dæknavn"), max_length=36, unique=True, default=new_subject)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "citizen"], name="one_pseudonym")]
        verbose_name = _("dæknavn hos en leverandør")
        verbose_name_plural = _("dæknavne hos leverandører")

    def __str__(self) -> str:
        """Whose it is isn't said."""
        return f"{self.owner_id}"


class LaunchTicket(models.Model):
    """A citizen on the way to a service: what the vendor's system asks with, once.

    Neither the ticket nor the code is kept, only their fingerprints.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="launch_tickets")
    fingerprint = models.CharField(max_length=64, unique=True)
    # Where the citizen is logged in: the vendor asks at the nation's address.
    home = models.CharField(max_length=500)
    ends_at = models.DateTimeField(_("gælder til"), default=_ends)
    code = models.CharField(max_length=64, blank=True, db_index=True)
    redirect_address = models.CharField(max_length=500, blank=True)
    nonce = models.CharField(max_length=255, blank=True)
    challenge = models.CharField(max_length=128, blank=True)
    used_at = models.DateTimeField(_("brugt"), null=True, blank=True)

    class Meta:
        verbose_name = _("vej til et tilbud")
        verbose_name_plural = _("veje til tilbud")

    def __str__(self) -> str:
        """Which item."""
        return f"{self.item_id}"

    def for_export(self, _language: str) -> dict[str, Any]:
        """What the citizen's own export says; the rest opens doors."""
        return {str(_("tilbud")): self.item.listed_title, str(_("gælder til")): self.ends_at}
