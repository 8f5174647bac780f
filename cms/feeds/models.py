"""What is remembered of a feed: what came of each run, and which ad became which item."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.library.models import Item


class FeedState(models.Model):
    """Where a feed has come to. One that is being taken in is busy, for as long as it may take."""

    name = models.CharField(_("navn"), max_length=40, primary_key=True)
    busy_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    # What the other side said of its last answer, so that it need not be sent again; and what the
    # file said then, since other words make other items of the same answer.
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    declared = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("kilde")
        verbose_name_plural = _("kilder")

    def __str__(self) -> str:
        """The feed's name."""
        return self.name


class RunState(models.TextChoices):
    """How a run ended."""

    RUNNING = "running", _("I gang")
    DONE = "done", _("Hentet")
    UNCHANGED = "unchanged", _("Intet nyt")
    FAILED = "failed", _("Intet hentet")
    BROKEN_OFF = "broken_off", _("Afbrudt")


class FeedRun(models.Model):
    """One time that a feed was taken in, or tried."""

    feed = models.CharField(_("kilde"), max_length=40, db_index=True)
    began_at = models.DateTimeField(_("begyndt"), auto_now_add=True)
    ended_at = models.DateTimeField(_("slut"), null=True)
    state = models.CharField(
        _("tilstand"), max_length=12, choices=RunState, default=RunState.RUNNING
    )
    # Why nothing came in, and what to do, in Danish.
    reason = models.TextField(blank=True)
    way_out = models.TextField(blank=True)
    ads = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    # Were over before they came.
    over = models.PositiveIntegerField(default=0)
    # Are missing from the answer, and so many that they stay until somebody says that it is right.
    held_back = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("hentning")
        verbose_name_plural = _("hentninger")

    def __str__(self) -> str:
        """Feed and number."""
        return f"{self.feed} {self.pk}"


class FeedRefusal(models.Model):
    """One ad that didn't come in: which, why, and the way out."""

    run = models.ForeignKey(FeedRun, models.CASCADE, related_name="refusals")
    position = models.PositiveIntegerField(_("nummer"))
    identifier = models.CharField(max_length=200, blank=True)
    title = models.CharField(_("titel"), max_length=200, blank=True)
    field = models.CharField(_("felt"), max_length=80, blank=True)
    reason = models.TextField()
    way_out = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("afvist opslag")
        verbose_name_plural = _("afviste opslag")

    def __str__(self) -> str:
        """Where it stood."""
        return f"{self.position}: {self.title}"


class FeedItem(models.Model):
    """Which item an ad became, and what the ad said then."""

    feed = models.CharField(max_length=40)
    identifier = models.CharField(max_length=200)
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    # Was missing from an answer that was believed, and has been taken down.
    is_gone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "identifier"], name="one_item_of_an_ad")
        ]

    def __str__(self) -> str:
        """Feed and identifier."""
        return f"{self.feed}: {self.identifier}"
