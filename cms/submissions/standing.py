"""Where a partner's item stands now, and letting out what has been approved.

An item has one public version. A new one takes its place only when all who show the item have
approved it, so that no portal ever shows what nobody there has said yes to; until then those who
approved it wait. The nation's yes counts for the whole country.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Revision

from cms.library.choices import Decision, decide
from cms.library.models import Item, Loan, ShelfChoice
from cms.library.periods import left_out_now
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.library.sharing import WITH_ALL, Sharing
from cms.municipalities.models import Municipality, Owner, OwnerKind, User, national_owner
from cms.submissions.losses import TakesAway, loss_by
from cms.submissions.models import Submission, SubmissionState

# What a version says of how it is shared; the answers decide it, not the version's writer.
SHARED, LENT_TO = "sharing", "lent_to"


def shown_by(item: Item) -> frozenset[int]:
    """Primary keys of those who answer for what is public now: municipalities, or the nation."""
    if not item.live:
        return frozenset()
    if item.sharing in WITH_ALL:
        return frozenset({national_owner().pk})
    return frozenset(lent_to(item)) if item.sharing == Sharing.LENT else frozenset()


def lent_to(item: Item) -> list[int]:
    """Primary keys of the municipalities that it is lent to and that haven't left it out."""
    left = ShelfChoice.objects.filter(left_out_now(), item_id=item.pk).values("municipality_id")
    loans = Loan.objects.filter(item_id=item.pk).exclude(municipality_id__in=left)
    return list(loans.order_by("municipality_id").values_list("municipality_id", flat=True))


def let_out(
    item: Item, revision: Revision, user: User | None, *, accepts_loss: bool = False
) -> bool:
    """Show an approved version where it is approved; False when somebody else's yes is missing.

    Raises TakesAway.
    """
    approved = list(_approvals(item, revision).select_related("target"))
    for_all = [one for one in approved if one.target.kind == OwnerKind.NATIONAL]
    places = [one.target_id for one in approved if one.target.kind == OwnerKind.MUNICIPALITY]
    if not for_all and shown_by(as_it_is(item)) - set(places):
        return False
    sharing = for_all[-1].wish if for_all else str(Sharing.LENT)
    terms = {SHARED: sharing, LENT_TO: places or lent_to(item)}
    if not accepts_loss and (losses := loss_by(revision, terms)):
        raise TakesAway(losses)
    publish(revision, user, terms)
    for municipality in Municipality.objects.filter(pk__in=places):
        decide([as_it_is(item)], municipality, Decision.TAKE)
    return True


def let_out_the_rest(item: Item, user: User | None) -> None:
    """Show a newer version that only waited for somebody who doesn't show the item any longer."""
    now = as_it_is(item)
    newer = Submission.objects.filter(
        item_id=item.pk,
        state=SubmissionState.APPROVED,
        revision_id__gt=now.live_revision_id or 0,
    )
    latest = newer.select_related("revision").order_by("-revision_id").first()
    if now.live and latest is not None and latest.revision is not None:
        # The sender takes back what is theirs: nobody is asked.
        let_out(now, latest.revision, user, accepts_loss=True)


def publish(revision: Revision, user: User | None, terms: dict[str, Any] | None = None) -> None:
    """Make a version public, shared as it was approved. Raises SecondPairOfEyes."""
    if terms and any(revision.content.get(name) != value for name, value in terms.items()):
        revision.content.update(terms)
        revision.save(update_fields=["content"])
    with everything("an approved version goes out"):
        item: Item = revision.content_object
        if item.live and item.live_revision_id == revision.pk:
            share(item, **(terms or {}))
        else:
            revision.publish(user=user, skip_permission_checks=True)


def share(item: Item, *, sharing: str = "", lent_to: Collection[int] | None = None) -> None:
    """Change only how the public version is shared. The item must be as it is in the database."""
    item.sharing = sharing or item.sharing
    if lent_to is not None:
        item.lent_to = list(Municipality.objects.filter(pk__in=lent_to))
    item.save()


def stop_showing(item: Item, municipality_id: int) -> None:
    """One municipality shows it no longer; when none is left the item is taken down."""
    with everything("one place less shows an item"):
        now = as_it_is(item)
        left = [key for key in lent_to(now) if key != municipality_id]
        share(now, lent_to=left)
        if now.live and not shown_by(now):
            unpublish(now)


def unpublish(item: Item) -> None:
    """Nobody shows it any longer, and no yes of before counts."""
    with everything("an item is taken down"):
        now = as_it_is(item)
        share(now, lent_to=[])
        if now.live:
            now.unpublish(log_action=False)


def as_it_is(item: Item) -> Item:
    """The item as the database has it, whatever draft is in memory."""
    models = item_model(item.type_name).objects.everything("an item's own state")
    found: Item = models.get(pk=item.pk)
    return found


def _approvals(item: Item, revision: Revision) -> QuerySet[Submission]:
    return Submission.objects.filter(
        item_id=item.pk, revision=revision, state=SubmissionState.APPROVED
    )


def owners_named(keys: Iterable[int]) -> list[Owner]:
    """The owners with these primary keys, by name."""
    return list(Owner.objects.filter(pk__in=list(keys)))
