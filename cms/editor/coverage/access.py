"""Who sees what the country shows: those who publish with the nation."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind, User
from cms.municipalities.roles import owner_kinds


def only_for_the_nation(request: HttpRequest) -> None:
    """Let in who may publish with the nation. Raises PermissionDenied for everybody else."""
    user = request.user
    if isinstance(user, User) and user.is_active and user.is_superuser:
        return
    if OwnerKind.NATIONAL not in owner_kinds(user, Action.PUBLISH):
        raise PermissionDenied
