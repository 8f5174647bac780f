"""Sending in, answering, and taking back. Each is one transaction, written into the history."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.history.services import record
from cms.library.models import Item
from cms.library.scope import everything
from cms.library.sharing import Sharing
from cms.library.two_eyes import SecondPairOfEyes
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, OwnerKind, User
from cms.municipalities.roles import may
from cms.submissions import history, notices
from cms.submissions.losses import check_losses
from cms.submissions.models import Remark, Submission, SubmissionState
from cms.submissions.readiness import check_ready
from cms.submissions.standing import (
    let_out,
    let_out_the_rest,
    owners_named,
    publish,
    shown_by,
    stop_showing,
    unpublish,
)

ANSWERING = frozenset({OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY})
SENDING = frozenset({OwnerKind.COMPANY, OwnerKind.VENDOR})
WISHES = frozenset({Sharing.OFFERED, Sharing.ON_BY_DEFAULT})


class Refused(ValueError):
    """It can't be done now; the message says why and what to do instead."""


class NoTarget(Refused):
    """Nobody was named to send to."""


class AnsweredAlready(Refused):
    """Somebody has answered or taken back what was to be answered."""


class NewerVersion(Refused):
    """What was looked at has been sent anew since."""


class CommentMissing(Refused):
    """Something was sent back without a word about why."""


@transaction.atomic
def submit(
    item: Item,
    targets: Iterable[Owner],
    user: User,
    *,
    comment: str = "",
    wish: str = Sharing.OFFERED,
) -> list[Submission]:
    """Send the latest draft to those named, and to all who show the item already.

    Raises PermissionDenied, NoTarget, and NotReady with every problem by field.
    """
    wanted = {target.pk: target for target in targets}
    wanted |= {owner.pk: owner for owner in owners_named(_answer_for(item) - wanted.keys())}
    _check_sender(item, wanted.values(), user)
    if wish not in WISHES:
        raise PermissionDenied
    with everything("what the sender wrote is checked as it is"):
        check_ready(item.get_latest_revision_as_object())
    if item.latest_revision_id is None:
        item.save_revision(user=user, clean=False)
    asked = _not_agreed(item, wanted.values())
    sent = [_sent(item, target, user, wish) for target in asked]
    for one in sent:
        _remark(one, user, comment)
    names = ", ".join(sorted(target.name for target in asked))
    record(item, history.SENT, user=user, after={"target": names})
    return sent


@transaction.atomic
def approve(
    submission: Submission,
    user: User,
    *,
    seen: int,
    comment: str = "",
    accepts_loss: bool = False,
) -> bool:
    """Say yes to the version that was looked at; True when it is shown now.

    False: it is shown as soon as the others who show the item have approved it too. Raises
    PermissionDenied, AnsweredAlready, NewerVersion, NotReady, SecondPairOfEyes, and TakesAway
    where municipalities lose something by it.
    """
    row = _waiting(submission, user)
    revision = row.revision
    if revision is None or revision.pk != seen:
        raise NewerVersion(_("Der er sendt en ny udgave imens. Se på den først. Intet er ændret."))
    with everything("the reviewer looks at what was sent in"):
        item = revision.as_object()
        check_ready(item)
    _answer(row, user, SubmissionState.APPROVED, comment)
    if item.owner_id == row.target_id:
        _publish_own(row, user, accepts_loss=accepts_loss)
        shown = True
    else:
        shown = let_out(item, revision, user, accepts_loss=accepts_loss)
    record(row, history.APPROVED, title=item.listed_title, user=user)
    notices.tell_sender(row, comment)
    return shown


@transaction.atomic
def send_back(submission: Submission, user: User, comment: str) -> None:
    """Say what should be mended. Raises PermissionDenied, AnsweredAlready, CommentMissing."""
    row = _waiting(submission, user)
    if not comment.strip():
        raise CommentMissing(_("Skriv, hvad der skal rettes."))
    _answer(row, user, SubmissionState.RETURNED, comment)
    title = _title(row)
    record(row, history.RETURNED, title=title, user=user, after={"comment": comment.strip()})
    notices.tell_sender(row, comment)


@transaction.atomic
def withdraw(submission: Submission, user: User) -> None:
    """Take back what was sent; what is shown there is shown no longer. Raises PermissionDenied."""
    row = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("item", "revision")
        .get(pk=submission.pk)
    )
    with everything("a sender's own item"):
        item: Item = row.item
        _check_own(item, user)
        was_approved = row.state == SubmissionState.APPROVED
        if row.state == SubmissionState.WITHDRAWN:
            raise AnsweredAlready(_("Det er allerede trukket tilbage."))
        row.state = SubmissionState.WITHDRAWN
        row.save(update_fields=["state"])
        if was_approved:
            stop_showing(item, row.target_id)
            let_out_the_rest(item, user)
        record(item, history.WITHDRAWN, user=user, before={"target": row.target.name})


@transaction.atomic
def take_down(item: Item, user: User) -> None:
    """Show it nowhere, and take back everything that was sent. Raises PermissionDenied."""
    _check_own(item, user)
    open_rows = Submission.objects.filter(item_id=item.pk).exclude(
        state__in=[SubmissionState.WITHDRAWN, SubmissionState.RETURNED]
    )
    open_rows.update(state=SubmissionState.WITHDRAWN)
    with everything("a sender's own item"):
        unpublish(item)
    record(item, history.TAKEN_DOWN, user=user)


def may_answer(submission: Submission, user: User) -> bool:
    """Whether the user answers for those it was sent to."""
    return may(user, Action.REVIEW, submission.target_id)


def _answer_for(item: Item) -> frozenset[int]:
    return shown_by(item) if item.owner.kind in SENDING else frozenset()


def _not_agreed(item: Item, targets: Iterable[Owner]) -> list[Owner]:
    """Those who haven't said yes to this very version. Raises NoTarget when all have."""
    agreed = Submission.objects.filter(
        item_id=item.pk, revision=item.latest_revision_id, state=SubmissionState.APPROVED
    ).values_list("target_id", flat=True)
    asked = [target for target in targets if target.pk not in set(agreed)]
    if not asked:
        raise NoTarget(_("De har allerede godkendt det, som det står. Vælg andre, eller ret det."))
    return asked


def _check_sender(item: Item, targets: Collection[Owner], user: User) -> None:
    """Partners send to municipalities and the nation; a municipality's own people to itself."""
    is_own = item.owner.kind == OwnerKind.MUNICIPALITY
    if not may(user, Action.WRITE if is_own else Action.SUBMIT, item.owner_id):
        raise PermissionDenied
    if not targets:
        raise NoTarget(_("Vælg, hvem der skal se det."))
    if any(target.kind not in ANSWERING for target in targets):
        raise PermissionDenied
    if is_own and any(target.pk != item.owner_id for target in targets):
        raise PermissionDenied


def _check_own(item: Item, user: User) -> None:
    if not may(user, Action.SUBMIT, item.owner_id):
        raise PermissionDenied


def _sent(item: Item, target: Owner, user: User, wish: str) -> Submission:
    """The waiting submission to this target, made or brought up to date."""
    row = Submission.objects.filter(
        item_id=item.pk, target=target, state=SubmissionState.WAITING
    ).first() or Submission(item_id=item.pk, target=target)
    row.revision_id = item.latest_revision_id
    row.wish, row.sent_by, row.sender = wish, user, name_of(user)
    row.sent_at = timezone.now()
    row.save()
    return row


def _waiting(submission: Submission, user: User) -> Submission:
    if not may_answer(submission, user):
        raise PermissionDenied
    rows = Submission.objects.select_for_update(of=("self",)).select_related("target", "sent_by")
    row = rows.get(pk=submission.pk)
    if row.state != SubmissionState.WAITING:
        raise AnsweredAlready(_("Det er allerede besvaret eller trukket tilbage. Intet er ændret."))
    return row


def _answer(row: Submission, user: User, state: str, comment: str) -> None:
    row.state, row.decided_by, row.decider = state, user, name_of(user)
    row.decided_at = timezone.now()
    row.save()
    _remark(row, user, comment)


def _publish_own(row: Submission, user: User, *, accepts_loss: bool) -> None:
    """A colleague's yes to the municipality's own item."""
    if row.revision is None or not may(user, Action.PUBLISH, row.target_id):
        raise PermissionDenied
    if row.sent_by_id == user.pk:
        raise SecondPairOfEyes
    check_losses([row.revision], accepts_loss=accepts_loss)
    publish(row.revision, user)


def _title(row: Submission) -> str:
    with everything("the title of what was sent in"):
        return str(row.item.listed_title)


def _remark(row: Submission, user: User, text: str) -> None:
    if text.strip():
        Remark.objects.create(submission=row, writer=user, name=name_of(user), text=text.strip())


def name_of(user: User) -> str:
    """The name as it is now, to be kept."""
    return user.get_full_name().strip() or user.get_username()


WAITS_FOR_OTHERS = gettext_lazy("Godkendt. Vises, når de andre også har godkendt den nye udgave.")
