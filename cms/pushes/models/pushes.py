"""A push: one thing told to one citizen. It stands in the inbox from the moment it is made."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.library.models import Item


class Push(models.Model):
    """One message of a declared kind.

    The words stand in the declaration; the row keeps only the values that fill them. What the
    citizen removes, and what has been kept long enough, loses its values but stays as a row, so
    that the same thing is never told twice.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="pushes")
    kind = models.CharField(max_length=60)
    # A digest of the key, so that a key that names something doesn't outlive the message.
    fingerprint = models.CharField(max_length=64, editable=False)
    item = models.ForeignKey(Item, models.SET_NULL, related_name="+", null=True, blank=True)
    values = models.JSONField(default=dict, blank=True)
    path = models.CharField(max_length=255, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["citizen", "fingerprint"], name="push_once")]
        indexes = [
            models.Index(fields=["citizen", "removed_at", "read_at"], name="push_unread"),
            models.Index(fields=["kind", "made_at"], name="push_age"),
        ]

    def __str__(self) -> str:
        """The kind and the number; what it says is the citizen's own."""
        return f"{self.kind} {self.pk}"
