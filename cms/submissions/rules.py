"""How a municipality wants to work together, and changing it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.history.services import record
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import may
from cms.submissions.history import TWO_EYES
from cms.submissions.models import Rules


@transaction.atomic
def ask_for_two(municipality: Municipality, wanted: bool, user: User) -> None:
    """Switch the rule of two pairs of eyes on or off. Raises PermissionDenied."""
    if not may(user, Action.MANAGE_SITE, municipality.pk):
        raise PermissionDenied
    rules = Rules.objects.select_for_update().get(pk=municipality.pk)
    before, rules.two_eyes = rules.two_eyes, wanted
    rules.save()
    record(rules, TWO_EYES, user=user, before={"two_eyes": before}, after={"two_eyes": wanted})
