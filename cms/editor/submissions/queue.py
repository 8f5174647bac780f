"""What waits for a person, and what was answered lately."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.editor.desk.titles import Line, kind_of
from cms.municipalities.actions import Action
from cms.municipalities.models import User
from cms.municipalities.roles import owner_ids
from cms.submissions.models import Submission, SubmissionState

LATELY = 20


def asked_of(user: User) -> QuerySet[Submission]:
    """Everything that was sent to those whom the person answers for."""
    rows = Submission.objects.select_related("item__owner", "target", "revision")
    if user.is_superuser:
        return rows
    return rows.filter(target_id__in=owner_ids(user, Action.REVIEW))


def waiting(user: User) -> QuerySet[Submission]:
    """What waits, the oldest first."""
    return asked_of(user).filter(state=SubmissionState.WAITING).order_by("sent_at", "pk")


def answered(user: User) -> QuerySet[Submission]:
    """What was answered, the latest first."""
    done = asked_of(user).exclude(decided_at=None).exclude(state=SubmissionState.WAITING)
    return done.order_by("-decided_at", "-pk")[:LATELY]


def lines(user: User) -> Iterator[Line]:
    """What waits, as the desk lists it; not what the person has sent to colleagues."""
    for one in waiting(user).exclude(sent_by=user):
        note = _("fra %(sender)s til %(target)s") % {
            "sender": one.item.owner.name,
            "target": one.target.name,
        }
        address = reverse("editor_submission", args=[one.pk])
        yield Line(title_of(one), kind_of(one.item.type_name), note, address)


def title_of(submission: Submission) -> str:
    """What was sent is called what it was called when it was sent."""
    revision = submission.revision
    return str(revision.object_str if revision else submission.item.listed_title)
