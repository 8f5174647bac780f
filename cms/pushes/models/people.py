"""What belongs to the citizen: where to reach them, and how they want to be told."""

from __future__ import annotations

from uuid import uuid4

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen

QUIET_FROM, QUIET_TO = 21, 8
DIGEST_HOUR = 8
MOST_A_DAY = 5
LAST_HOUR, LAST_WEEKDAY = 23, 6


class Rhythm(models.TextChoices):
    """How often what may wait is gathered into one message."""

    NEVER = "never", _("Send hver for sig")
    DAILY = "daily", _("Saml dem, én gang om dagen")
    WEEKLY = "weekly", _("Saml dem, én gang om ugen")


class PushSettings(models.Model):
    """How one citizen wants to be told. Hours are whole and Danish; Monday is weekday 0."""

    citizen = models.OneToOneField(Citizen, models.CASCADE, related_name="push_settings")
    # What links in messages know the citizen by; it says nothing to anybody else.
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    quiet_from = models.PositiveSmallIntegerField(
        default=QUIET_FROM, validators=[MaxValueValidator(LAST_HOUR)]
    )
    quiet_to = models.PositiveSmallIntegerField(
        default=QUIET_TO, validators=[MaxValueValidator(LAST_HOUR)]
    )
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.DAILY)
    digest_hour = models.PositiveSmallIntegerField(
        default=DIGEST_HOUR, validators=[MaxValueValidator(LAST_HOUR)]
    )
    digest_weekday = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(LAST_WEEKDAY)]
    )
    most_a_day = models.PositiveSmallIntegerField(default=MOST_A_DAY)
    only_required = models.BooleanField(default=False)

    class Meta:
        verbose_name = "indstilling for beskeder"

    def __str__(self) -> str:
        """Whose they are, without the name."""
        return f"{self.citizen}: indstillinger"


class Preference(models.Model):
    """What the citizen has chosen for one kind through one channel; without a row the start holds.

    An empty kind is the whole channel: unsubscribed from everything that goes through it.
    """

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="push_preferences")
    kind = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=40)
    is_wanted = models.BooleanField()
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "kind", "channel"], name="push_preference_once"
            )
        ]

    def __str__(self) -> str:
        """Which kind and channel."""
        return f"{self.citizen}: {self.kind or '*'} {self.channel}"


class Contact(models.Model):
    """A mobile number, an e-mail address or a browser; used only when the citizen confirmed it.

    `kind` is what channels call it in their declaration: email, mobile or browser. `value` is the
    address or number; a browser's is its endpoint, with its keys beside it.
    """

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="push_contacts")
    kind = models.CharField(max_length=20)
    value = models.TextField()
    keys = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # What the code is worked out from; the code itself is never stored.
    nonce = models.CharField(max_length=32, blank=True, editable=False)
    nonce_at = models.DateTimeField(null=True, blank=True, editable=False)
    wrong_codes = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["citizen", "kind", "value"], name="push_contact_once")
        ]

    def __str__(self) -> str:
        """Which kind, never the address itself."""
        return f"{self.citizen}: {self.kind}"
