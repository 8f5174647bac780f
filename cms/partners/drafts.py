"""Keeping and deleting what a partner has written: nothing that is shown changes by it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cms.history.services import record
from cms.library.models import Item
from cms.library.sharing import Sharing
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import may
from cms.submissions.models import Submission, SubmissionState
from cms.submissions.services import Refused
from cms.submissions.standing import as_it_is

# Somebody has it before them, or has said yes to it.
WITH_OTHERS = (SubmissionState.WAITING, SubmissionState.APPROVED)


def blank(model: type[Item], owner: Owner) -> Item:
    """A new item that nobody can see until somebody has approved it."""
    made: Item = model(owner=owner, sharing=Sharing.LENT, live=False)
    return made


@transaction.atomic
def keep_draft(item: Item, user: User) -> Item:
    """Keep the item as it is in memory as its latest draft."""
    is_new = item.pk is None
    if not item.live:
        item.has_unpublished_changes = True
        item.save()
    item.save_revision(user=user, clean=False, log_action=not is_new)
    if is_new:
        record(item, "wagtail.create", user=user)
    return item


def was_never_shown(item: Item) -> bool:
    """Whether nobody but its writers has ever met it."""
    return not item.live and item.first_published_at is None


@transaction.atomic
def delete_draft(item: Item, user: User) -> None:
    """Delete an own item that was never shown. Raises PermissionDenied, Refused."""
    if not may(user, Action.SUBMIT, item.owner_id):
        raise PermissionDenied
    stored = as_it_is(item)
    if not was_never_shown(stored):
        raise Refused(_("Det har været vist og kan ikke slettes. I kan tage det ned."))
    if Submission.objects.filter(item_id=item.pk, state__in=WITH_OTHERS).exists():
        raise Refused(_("Det er sendt ind. Træk det tilbage først, så kan det slettes."))
    record(item, "wagtail.delete", user=user)
    stored.delete()
