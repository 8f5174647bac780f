"""Whose shelf, site or look a request is about: only where the person may do that."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, Owner, User
from cms.municipalities.roles import owner_ids


def owners_for(user: User | AnonymousUser, action: Action) -> QuerySet[Owner]:
    """The owners with whom the person may do this; all of them for a superuser."""
    if isinstance(user, User) and user.is_active and user.is_superuser:
        return Owner.objects.all()
    return Owner.objects.filter(pk__in=owner_ids(user, action))


def municipalities_for(request: HttpRequest, action: Action) -> QuerySet[Municipality]:
    """The municipalities for which the person may do this."""
    user = request.user
    if isinstance(user, User) and user.is_active and user.is_superuser:
        return Municipality.objects.all()
    return Municipality.objects.filter(pk__in=owner_ids(user, action))


def municipality_for(request: HttpRequest, action: Action) -> Municipality:
    """The one that `?kommune=` names, else the first. Raises PermissionDenied when not theirs."""
    found = municipalities_for(request, action)
    slug = request.GET.get("kommune", "")
    wanted = found.filter(slug=slug).first() if slug else found.first()
    if wanted is None:
        raise PermissionDenied
    return wanted
