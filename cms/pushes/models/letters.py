"""The outbox: what is to go out through a gateway, and how far each has come.

A letter is one message to one citizen through one channel: a single push, a digest of several,
or the code that confirms an address. It is written in the transaction that makes the pushes.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.pushes.models.people import Contact
from cms.pushes.models.pushes import Push


class LetterKind(models.TextChoices):
    """What a letter holds."""

    SINGLE = "single", "én besked"
    DIGEST = "digest", "samlede beskeder"
    CODE = "code", "kode"


class LetterState(models.TextChoices):
    """How far a letter has come.

    waiting → claimed → handed over → accepted. Until it is handed over, nobody but us has it, so
    it can be taken back at no risk. From the moment of handing over only the gateway's word
    settles it: accepted, refused, or, when the word was lost, unknown.
    """

    WAITING = "waiting", "venter"
    CLAIMED = "claimed", "taget op"
    HANDED_OVER = "handed_over", "afleveres"
    UNKNOWN = "unknown", "uvis"
    ACCEPTED = "accepted", "modtaget"
    REFUSED = "refused", "afvist"
    STOPPED = "stopped", "ikke nødvendig"
    FLAGGED = "flagged", "skal ses på"


# Nothing more happens to these by themselves.
SETTLED = (LetterState.ACCEPTED, LetterState.REFUSED, LetterState.STOPPED, LetterState.FLAGGED)


class Letter(models.Model):
    """One message on its way. `key` is its name at the gateways, the same at every attempt.

    `slot` is what it is for: two letters of one citizen and channel can't have the same, so that
    there is one digest for one moment.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="letters")
    channel = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=LetterKind)
    slot = models.CharField(max_length=100)
    contact = models.ForeignKey(Contact, models.SET_NULL, related_name="+", null=True, blank=True)
    pushes = models.ManyToManyField(Push, through="Enclosure", related_name="letters")
    state = models.CharField(max_length=12, choices=LetterState, default=LetterState.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    questions = models.PositiveSmallIntegerField(default=0)
    # A word of ours, never the gateway's own: that may quote the address.
    problem = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["citizen", "channel", "slot"], name="letter_once")
        ]
        indexes = [
            models.Index(fields=["channel", "state", "due_at"], name="letter_due"),
            models.Index(fields=["claim"], name="letter_claim"),
        ]

    def __str__(self) -> str:
        """The channel and the number."""
        return f"{self.channel} {self.pk}"


class Enclosure(models.Model):
    """A push within a letter; once for each channel, or each browser."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="enclosures")
    push = models.ForeignKey(Push, models.CASCADE, related_name="enclosures")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "push"], name="enclosure_once")]

    def __str__(self) -> str:
        """Which letter and push."""
        return f"{self.letter_id}: {self.push_id}"


class GatewayHealth(models.Model):
    """What all workers know of a gateway: how often it failed in a row, and when to try again."""

    channel = models.CharField(max_length=40, unique=True)
    failures = models.PositiveIntegerField(default=0)
    resting_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "leverandørens tilstand"

    def __str__(self) -> str:
        """The channel."""
        return self.channel
