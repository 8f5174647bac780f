"""For whom somebody may look at a portal as a made-up person."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from cms.editor.whose import municipality_for
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import may

# Whoever decides what a citizen meets may see what a citizen meets.
ACTIONS = (Action.CURATE, Action.TARGET, Action.COMPOSE)


def municipality_to_show(request: HttpRequest) -> Municipality:
    """The municipality that is asked for, or the first. Raises PermissionDenied."""
    for action in ACTIONS:
        try:
            return municipality_for(request, action)
        except PermissionDenied:
            continue
    raise PermissionDenied


def may_show(user: User, municipality_id: int) -> bool:
    """Whether the user works on what this municipality's citizens meet."""
    return any(may(user, action, municipality_id) for action in ACTIONS)
