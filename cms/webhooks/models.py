"""Subscriptions, what each has been told of, and what is still to be told.

A change is written as an occasion in the transaction that makes it. The worker compares the shelf
with what a subscription was told last: so it hears of what comes, changes and goes, whatever the
reason (published, taken in, lent, hidden), and of nothing that isn't its municipality's.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Municipality


class Event(models.TextChoices):
    """What may happen to an item on a shelf."""

    PUBLISHED = "item.published", _("Noget nyt er på hylden")
    CHANGED = "item.changed", _("Noget på hylden er rettet")
    WITHDRAWN = "item.withdrawn", _("Noget er ikke længere på hylden")


class Subscription(models.Model):
    """An address of a municipality that is told of events.

    The secret is kept in the clear, as it must be to sign with.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    url = models.CharField(_("adresse"), max_length=500)
    events = models.JSONField(_("hændelser"), default=list)
    secret = models.CharField(max_length=80, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    # Until then it has been told of what only time changed, by the database's clock.
    seen_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        """The address."""
        return self.url

    @property
    def history_owner_id(self) -> int:
        """A subscription is its municipality's matter."""
        return int(self.municipality_id)

    @property
    def event_labels(self) -> list[str]:
        """What it is told of, in words."""
        return [str(Event(event).label) for event in self.events]


class Occasion(models.Model):
    """Something happened to an item, at all shelves or at one; looked at by the worker once."""

    type_name = models.CharField(max_length=40)
    item_id = models.BigIntegerField()
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        """The item."""
        return f"{self.type_name}:{self.item_id}"


class Told(models.Model):
    """An item that a subscription knows to be on the shelf."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="told")
    item_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "item_id"], name="told_of_once")
        ]

    def __str__(self) -> str:
        """The item's number."""
        return str(self.item_id)


class State(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting", _("Venter")
    DELIVERED = "delivered", _("Modtaget")
    DEAD = "dead", _("Opgivet")


class Message(models.Model):
    """One event for one subscription. `key` is its webhook-id, the same at every attempt.

    Messages go out in the order of their numbers: while one waits, those after it wait too. One
    that was given up lets the others by.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="messages")
    event = models.CharField(max_length=20, choices=Event)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subscription", "state", "id"])]

    def __str__(self) -> str:
        """The event and the message's name."""
        return f"{self.event} {self.key}"
