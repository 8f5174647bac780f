"""What was sent to whom, in which version, and what was said about it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.library.models import Item
from cms.library.sharing import Sharing
from cms.municipalities.models import Owner, User


class SubmissionState(models.TextChoices):
    """Where a submission stands."""

    WAITING = "waiting", _("Venter")
    RETURNED = "returned", _("Sendt tilbage")
    APPROVED = "approved", _("Godkendt")
    WITHDRAWN = "withdrawn", _("Trukket tilbage")


class Submission(models.Model):
    """One version of an item, sent to one municipality, or to the nation for the whole country.

    What is sent anew while it waits takes the place of what was sent before; once it is answered,
    the next sending is another submission. Names are kept as they were: accounts come and go.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="submissions")
    target = models.ForeignKey(
        Owner, models.CASCADE, verbose_name=_("sendt til"), related_name="submissions_received"
    )
    # Empty when old versions have been cleared away.
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("tilstand"), max_length=20, choices=SubmissionState, default=SubmissionState.WAITING
    )
    # How the whole country is asked to show it; a municipality simply shows what it approves.
    wish = models.CharField(_("ønske"), max_length=20, default=Sharing.OFFERED)
    sent_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    sender = models.CharField(_("sendt af"), max_length=200)
    sent_at = models.DateTimeField(_("sendt"))
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decider = models.CharField(_("besvaret af"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("besvaret"), null=True)

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "target"],
                condition=models.Q(state=SubmissionState.WAITING),
                name="one_waiting_submission",
            )
        ]
        indexes = [models.Index(fields=["target", "state"])]
        verbose_name = _("indsendt")
        verbose_name_plural = _("indsendt")

    def __str__(self) -> str:
        """Item and target."""
        return f"{self.item_id}: {self.target_id}"

    @property
    def history_owner_id(self) -> int:
        """An answer stands in the history of those who gave it."""
        return int(self.target_id)

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered."""
        return self.state == SubmissionState.WAITING


class Remark(models.Model):
    """Something that was said about a submission, by those who sent it or those who answer."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    writer = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("skrevet af"), max_length=200)
    text = models.TextField(_("kommentar"), max_length=2000)
    written_at = models.DateTimeField(_("skrevet"), auto_now_add=True)

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")

    def __str__(self) -> str:
        """Which submission it is about."""
        return f"{self.submission_id}"
