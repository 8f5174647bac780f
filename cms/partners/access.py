"""Who comes in at this door: people who write for a company or a vendor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from cms.library.introductions import introductions
from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.scope import active, everything
from cms.library.scopes import EditorsOwn
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, OwnerKind, User
from cms.municipalities.roles import owner_ids, owner_kinds
from cms.submissions.models import Submission

PARTNERS = frozenset({OwnerKind.COMPANY, OwnerKind.VENDOR})
View = Callable[..., HttpResponse]


def is_partner(user: User | AnonymousUser) -> bool:
    """Whether the person sends in for somebody."""
    return bool(PARTNERS & owner_kinds(user, Action.SUBMIT))


def is_only_partner(user: User | AnonymousUser) -> bool:
    """Whether this door is the person's only one."""
    kinds = owner_kinds(user, Action.READ)
    return is_partner(user) and kinds <= PARTNERS and not user.is_superuser


def for_partners(view: View) -> View:
    """Others are asked to log in, or refused; what is read inside is the partner's own."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"{reverse('partners:login')}?next={request.path}")
        if not is_partner(request.user):
            raise PermissionDenied
        with active(EditorsOwn(request.user, (Action.SUBMIT,))):
            return view(request, *args, **kwargs)

    return guarded


def user_of(request: HttpRequest) -> User:
    """The person; the door lets nobody else in."""
    return cast("User", request.user)


def owners_of(user: User) -> list[Owner]:
    """The companies and vendors that the person sends in for, by name."""
    return list(
        Owner.objects.filter(pk__in=owner_ids(user, Action.SUBMIT), kind__in=list(PARTNERS))
    )


def types_of(owner: Owner) -> list[type[Item]]:
    """The types that such an owner may own, in the names' order."""
    return [m for m in item_models().values() if owner.kind in m.declaration.settings.owners]


def missing_first(owner: Owner) -> list[type[Item]]:
    """What the owner may write now: first who it is, unless that is written; then the rest."""
    models = types_of(owner)
    who = [model for model in models if model.declaration.settings.introduces_owner]
    others = [model for model in models if model not in who]
    return others if introductions([owner.pk]).get(owner.pk) else [*who, *others]


def item_of(request: HttpRequest, type_name: str, key: int) -> Item:
    """An own item, as its latest draft says. Others' are not there. Raises Http404."""
    # What it points at may be somebody else's, and must not be lost.
    model = item_models().get(type_name)
    owners = [owner.pk for owner in owners_of(user_of(request))]
    found = model and model.objects.filter(pk=key, owner_id__in=owners).first()
    if not found:
        raise Http404
    with everything("an own item, with what it points at"):
        return cast("Item", found.get_latest_revision_as_object())


def submission_of(request: HttpRequest, key: int) -> Submission:
    """A submission of an own item. Raises Http404."""
    owners = [owner.pk for owner in owners_of(user_of(request))]
    rows = Submission.objects.filter(pk=key, item__owner_id__in=owners)
    found = rows.select_related("target", "item").first()
    if found is None:
        raise Http404
    return found


def home() -> HttpResponseRedirect:
    """Back to the list."""
    return HttpResponseRedirect(reverse("partners:home"))
