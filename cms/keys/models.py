"""Keys of municipal web teams, and the origins whose pages may read a municipality's answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Municipality


class KeyScope(models.TextChoices):
    """What a key opens."""

    READ = "read", _("Læse indhold")
    SEARCH = "search", _("Søge")


class ApiKey(models.Model):
    """A program's key to a municipality's answers.

    The secret itself is kept nowhere: `digest` is its SHA-256. `minute` and `day` with their
    counts are the quota's; of when a key was used no more than the day is told.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    name = models.CharField(_("hvad bruges den til?"), max_length=80)
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    scopes = models.JSONField(_("hvad må den?"), default=list)
    a_minute = models.PositiveIntegerField(_("kald i minuttet"))
    a_day = models.PositiveIntegerField(_("kald i døgnet"))
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    minute = models.DateTimeField(null=True, editable=False)
    minute_count = models.PositiveIntegerField(default=0, editable=False)
    day = models.DateField(null=True, editable=False)
    day_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """What it is for, and how it begins."""
        return f"{self.name} ({self.prefix}…)"

    @property
    def history_owner_id(self) -> int:
        """A key is its municipality's matter."""
        return int(self.municipality_id)

    @property
    def scope_labels(self) -> list[str]:
        """What it opens, in words."""
        return [str(KeyScope(scope).label) for scope in self.scopes]


class AllowedOrigin(models.Model):
    """An origin (`https://www.example.dk`) whose pages may read the municipality's answers."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    origin = models.CharField(_("webstedets adresse"), max_length=200)

    class Meta:
        ordering = ["origin"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "origin"], name="one_origin_once")
        ]

    def __str__(self) -> str:
        """The origin."""
        return self.origin

    @property
    def history_owner_id(self) -> int:
        """An origin is its municipality's matter."""
        return int(self.municipality_id)
