"""Where a partner's item stands now, and letting out what has been approved.

An item has one public version. A new one takes its place only when all who show the item have
approved it, so that no portal ever shows what nobody there has said yes to; until then those who
approved it wait. The nation's yes counts for the whole country.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from wagtail.models import Revision

from cms.library.choices import Decision, decide
from cms.library.models import Item, Loan, ShelfChoice
from cms.library.scope import everything
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, Owner, OwnerKind, User, national_owner
from cms.submissions.models import Submission, SubmissionState

FOR_ALL = frozenset({Sharing.MANDATORY, Sharing.ON_BY_DEFAULT, Sharing.OFFERED})


def shown_by(item: Item) -> frozenset[int]:
    """Primary keys of those who answer for what is public now: municipalities, or the nation."""
    if not item.live:
        return frozenset()
    if item.sharing in FOR_ALL:
        return frozenset({national_owner().pk})
    if item.sharing != Sharing.LENT:
        return frozenset()
    left = ShelfChoice.objects.filter(item_id=item.pk, taken=False).values("municipality_id")
    loans = Loan.objects.filter(item_id=item.pk).exclude(municipality_id__in=left)
    return frozenset(loans.values_list("municipality_id", flat=True))


def let_out(item: Item, revision: Revision, user: User | None) -> bool:
    """Show an approved version where it is approved; False when somebody else's yes is missing."""
    approved = list(_approvals(item, revision).select_related("target"))
    for_all = [one for one in approved if one.target.kind == OwnerKind.NATIONAL]
    if not for_all and shown_by(item) - {one.target_id for one in approved}:
        return False
    sharing = for_all[-1].wish if for_all else Sharing.LENT
    publish(revision, user, sharing=sharing)
    if not for_all:
        _lend(item, [one.target_id for one in approved])
    return True


def let_out_the_rest(item: Item, user: User | None) -> None:
    """Show a newer version that only waited for somebody who doesn't show the item any longer."""
    newer = Submission.objects.filter(
        item_id=item.pk,
        state=SubmissionState.APPROVED,
        revision_id__gt=item.live_revision_id or 0,
    )
    latest = newer.select_related("revision").order_by("-revision_id").first()
    if item.live and latest is not None and latest.revision is not None:
        let_out(item, latest.revision, user)


def publish(revision: Revision, user: User | None, *, sharing: str = "") -> None:
    """Make a version public, shared as it was approved. Raises SecondPairOfEyes."""
    if sharing and revision.content["sharing"] != sharing:
        # The version's words are untouched; how it is shared is what the answer decides.
        revision.content["sharing"] = sharing
        revision.save(update_fields=["content"])
    with everything("an approved version goes out"):
        item = current(revision)
        if item.live_revision_id != revision.pk or item.sharing != revision.content["sharing"]:
            revision.publish(user=user, skip_permission_checks=True)


def current(revision: Revision) -> Item:
    """The item of a version as it stands now, with its own fields."""
    found: Item = revision.content_object
    return found


def stop_showing(item: Item, municipality_id: int) -> None:
    """One municipality shows it no longer; when none is left the item is taken down."""
    Loan.objects.filter(item_id=item.pk, municipality_id=municipality_id).delete()
    if item.live and not shown_by(item):
        unpublish(item)


def unpublish(item: Item) -> None:
    """Nobody shows it any longer, and no yes of before counts."""
    for loan in Loan.objects.filter(item_id=item.pk):
        loan.delete()
    if item.live:
        item.unpublish(log_action=False)


def _approvals(item: Item, revision: Revision) -> QuerySet[Submission]:
    return Submission.objects.filter(
        item_id=item.pk, revision=revision, state=SubmissionState.APPROVED
    )


def _lend(item: Item, municipalities: Iterable[int]) -> None:
    for municipality in Municipality.objects.filter(pk__in=municipalities):
        Loan.objects.get_or_create(item_id=item.pk, municipality=municipality)
        with everything("what is lent is put on the shelf"):
            bare = Item.objects.get(pk=item.pk)
        decide([bare], municipality, Decision.TAKE)


def owners_named(keys: Iterable[int]) -> list[Owner]:
    """The owners with these primary keys, by name."""
    return list(Owner.objects.filter(pk__in=list(keys)))
