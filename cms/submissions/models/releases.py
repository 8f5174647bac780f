"""Several items that go out at one moment, all or none."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.library.models import Item
from cms.municipalities.models import Owner, User


class ReleaseState(models.TextChoices):
    """Where a release stands."""

    DRAFT = "draft", _("Samles")
    PLANNED = "planned", _("Planlagt")
    STOPPED = "stopped", _("Standset")
    PUBLISHED = "published", _("Udgivet")
    CALLED_OFF = "called_off", _("Aflyst")


class Release(models.Model):
    """A name, a moment, and the versions that go out then."""

    owner = models.ForeignKey(Owner, models.CASCADE, related_name="releases")
    name = models.CharField(_("navn"), max_length=120)
    moment = models.DateTimeField(
        _("tidspunkt"), null=True, blank=True, help_text=_("Tomt: når I trykker Udgiv.")
    )
    state = models.CharField(
        _("tilstand"), max_length=20, choices=ReleaseState, default=ReleaseState.DRAFT
    )
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    maker = models.CharField(_("lavet af"), max_length=200)
    made_at = models.DateTimeField(_("lavet"), auto_now_add=True)
    published_at = models.DateTimeField(_("udgivet"), null=True)
    # By the item's key: why it could not go out the last time it was tried.
    problems = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("samlet udgivelse")
        verbose_name_plural = _("samlede udgivelser")

    def __str__(self) -> str:
        """The name."""
        return self.name

    @property
    def history_owner_id(self) -> int:
        """In whose history it stands."""
        return int(self.owner_id)

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed and published."""
        return self.state in {ReleaseState.DRAFT, ReleaseState.PLANNED, ReleaseState.STOPPED}


class ReleaseEntry(models.Model):
    """One item of a release, in the version that was chosen."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="entries")
    item = models.ForeignKey(Item, models.CASCADE, related_name="release_entries")
    # Empty when old versions have been cleared away.
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "item"], name="one_entry_per_item")
        ]
        verbose_name = _("del af en udgivelse")
        verbose_name_plural = _("dele af en udgivelse")

    def __str__(self) -> str:
        """Release and item."""
        return f"{self.release_id}: {self.item_id}"
