"""Whose content an editor moves: an owner with whom the editor may exchange files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from cms.exchange.models import ImportBatch
from cms.library.two_eyes import asks_for_two
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import may, owner_ids


def owners_of(request: HttpRequest) -> list[Owner]:
    """The owners that the editor may move content for, by name."""
    user = request.user
    if not isinstance(user, User):
        return []
    return list(Owner.objects.filter(pk__in=owner_ids(user, Action.EXCHANGE)))


def owner_of(request: HttpRequest) -> Owner:
    """The owner of this request. Raises PermissionDenied for everyone else."""
    owners = owners_of(request)
    wanted = request.GET.get("ejer") or request.POST.get("ejer")
    found = next((owner for owner in owners if owner.slug == wanted), None)
    if found is None and (wanted or not owners):
        raise PermissionDenied
    return found or owners[0]


def batch_of(request: HttpRequest, key: int) -> ImportBatch:
    """An import of an owner that the editor may move content for. Others' are not there."""
    owners = [owner.pk for owner in owners_of(request)]
    batch = ImportBatch.objects.filter(pk=key, owner_id__in=owners).select_related("owner").first()
    if batch is None:
        raise Http404(key)
    return batch


def may_publish(request: HttpRequest, owner: Owner) -> bool:
    """Whether the editor alone may put something before the citizens."""
    user = request.user
    may_alone = isinstance(user, User) and may(user, Action.PUBLISH, owner.pk)
    return may_alone and not asks_for_two(owner.pk)
