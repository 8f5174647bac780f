"""Whose site is being worked on: only where the person may manage it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import owner_ids


def managed(request: HttpRequest) -> QuerySet[Municipality]:
    """The municipalities whose site the person may change."""
    user = request.user
    if isinstance(user, User) and user.is_active and user.is_superuser:
        return Municipality.objects.all()
    return Municipality.objects.filter(pk__in=owner_ids(user, Action.MANAGE_SITE))


def managed_municipality(request: HttpRequest) -> Municipality:
    """The one that `?kommune=` names, else the first. Raises PermissionDenied when not theirs."""
    found = managed(request)
    slug = request.GET.get("kommune", "")
    wanted = found.filter(slug=slug).first() if slug else found.first()
    if wanted is None:
        raise PermissionDenied
    return wanted
