"""Whose shelf a request is about."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import owner_ids


def own_municipality(request: HttpRequest) -> Municipality:
    """The municipality whose shelf the editor fills. Raises PermissionDenied for everyone else."""
    user = request.user
    found = Municipality.objects.none()
    if isinstance(user, User):
        found = Municipality.objects.filter(pk__in=owner_ids(user, Action.CURATE))
    wanted = found.filter(slug=request.GET.get("kommune", "")).first() or found.first()
    if wanted is None:
        raise PermissionDenied
    return wanted
