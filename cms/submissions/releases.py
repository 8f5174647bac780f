"""Releases: several versions published in one transaction, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.history.services import record
from cms.library.models import Item
from cms.library.scope import everything
from cms.library.two_eyes import SecondPairOfEyes
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import may
from cms.submissions import history
from cms.submissions.losses import check_losses
from cms.submissions.models import Release, ReleaseEntry, ReleaseState
from cms.submissions.readiness import problems_of, sentences
from cms.submissions.services import Refused, name_of
from cms.submissions.standing import publish

# By the item's key: every reason why it can't go out.
Reasons = dict[str, list[str]]


class NotReleased(Refused):
    """Nothing was published. `reasons` says why, by item."""

    def __init__(self, reasons: Reasons) -> None:
        """Keep every reason."""
        self.reasons = reasons
        super().__init__(_("Intet er udgivet. Ret det, der står ved hvert punkt, og prøv igen."))


@transaction.atomic
def collect(owner: Owner, name: str, items: Sequence[Item], user: User) -> Release:
    """Start a release with the latest versions of some items. Raises PermissionDenied."""
    _check(owner.pk, user)
    release = Release.objects.create(owner=owner, name=name, made_by=user, maker=name_of(user))
    add(release, items, user)
    return release


@transaction.atomic
def add(release: Release, items: Sequence[Item], user: User, *, accepts_loss: bool = False) -> None:
    """Put items into a release, or the latest version of those that are in it. See `collect`.

    What goes out by itself is asked about now: raises TakesAway.
    """
    row = _check_open(release, user)
    for item in items:
        if item.owner_id != release.owner_id:
            raise PermissionDenied
        if item.latest_revision_id is None:
            item.save_revision(user=user, clean=False)
        ReleaseEntry.objects.update_or_create(
            release=release, item_id=item.pk, defaults={"revision_id": item.latest_revision_id}
        )
    if row.state == ReleaseState.PLANNED:
        keys = [item.pk for item in items]
        added = row.entries.filter(item_id__in=keys).select_related("revision")
        check_losses([entry.revision for entry in added], accepts_loss=accepts_loss)


@transaction.atomic
def leave_out(release: Release, item_id: int, user: User) -> None:
    """Take an item out of a release. Raises PermissionDenied."""
    _check_open(release, user)
    release.entries.filter(item_id=item_id).delete()


@transaction.atomic
def plan(release: Release, moment: datetime, user: User, *, accepts_loss: bool = False) -> None:
    """Let it go out by itself at a moment to come. Raises PermissionDenied, Refused, TakesAway."""
    row = _check_open(release, user)
    if moment <= timezone.now():
        raise Refused(_("Tidspunktet er gået. Vælg et senere, eller udgiv nu."))
    if not row.entries.exists():
        raise Refused(_("Vælg først, hvad der skal udgives."))
    entries = row.entries.select_related("revision")
    check_losses([entry.revision for entry in entries], accepts_loss=accepts_loss)
    row.moment, row.state, row.problems = moment, ReleaseState.PLANNED, {}
    row.save()
    record(row, history.PLANNED, user=user, after={"moment": moment.isoformat()})


@transaction.atomic
def call_off(release: Release, user: User) -> None:
    """Nothing goes out; the drafts stay as they are. Raises PermissionDenied."""
    row = _check_open(release, user)
    row.state = ReleaseState.CALLED_OFF
    row.save()
    record(row, history.CALLED_OFF, user=user)


def publish_now(release: Release, user: User, *, accepts_loss: bool = False) -> None:
    """Publish every entry at one moment.

    Raises PermissionDenied, Refused, NotReleased, and TakesAway where municipalities lose by it.
    """
    _check(release.owner_id, user)
    _publish(release, user, accepts_loss=accepts_loss)


def publish_due(now: datetime) -> tuple[list[Release], list[Release]]:
    """Publish what was planned for now or before; returns those that went out and those stopped."""
    done, stopped = [], []
    for release in Release.objects.filter(state=ReleaseState.PLANNED, moment__lte=now):
        try:
            # What is lost was accepted when it was planned.
            _publish(release, None, accepts_loss=True)
        except NotReleased as refusal:
            stop(release, refusal.reasons)
            stopped.append(release)
        else:
            done.append(release)
    return done, stopped


@transaction.atomic
def stop(release: Release, reasons: Reasons) -> None:
    """Keep why a planned release did not go out, for those who planned it."""
    release.state, release.problems = ReleaseState.STOPPED, reasons
    release.save()
    record(release, history.STOPPED, after={"problems": reasons})


@transaction.atomic
def _publish(release: Release, user: User | None, *, accepts_loss: bool) -> None:
    row = _open(release)
    entries = list(row.entries.select_related("revision"))
    if not entries:
        raise Refused(_("Vælg først, hvad der skal udgives."))
    with everything("a release checks and publishes its items"):
        if reasons := reasons_against(entries):
            raise NotReleased(reasons)
        check_losses([entry.revision for entry in entries], accepts_loss=accepts_loss)
        for entry in entries:
            _let_go(entry, user)
    row.state, row.published_at, row.problems = ReleaseState.PUBLISHED, timezone.now(), {}
    row.save()
    record(row, history.RELEASED, user=user, after={"count": len(entries)})


def _let_go(entry: ReleaseEntry, user: User | None) -> None:
    if entry.revision is None:
        return
    try:
        publish(entry.revision, user)
    except SecondPairOfEyes as refusal:
        raise NotReleased({str(entry.item_id): [str(refusal)]}) from refusal


def reasons_against(entries: Sequence[ReleaseEntry]) -> Reasons:
    """Why the entries can't go out, by the item's primary key; nothing when they can."""
    found: Reasons = {}
    for entry in entries:
        if entry.revision is None:
            found[str(entry.item_id)] = [_("Udgaven findes ikke mere. Tag den nyeste med.")]
            continue
        item = entry.revision.as_object()
        if problems := problems_of(item):
            found[str(entry.item_id)] = sentences(item, problems)
        elif item.locked:
            found[str(entry.item_id)] = [_("Den er låst. Lås den op først.")]
    return found


def _open(release: Release) -> Release:
    row = Release.objects.select_for_update().get(pk=release.pk)
    if not row.is_open:
        raise Refused(_("Udgivelsen er afsluttet og kan ikke ændres."))
    return row


def _check_open(release: Release, user: User) -> Release:
    _check(release.owner_id, user)
    return _open(release)


def _check(owner_id: int, user: User) -> None:
    if not may(user, Action.PUBLISH, owner_id):
        raise PermissionDenied
