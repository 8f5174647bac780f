"""The rule of two pairs of eyes: who wrote the last word doesn't publish it alone."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.municipalities.models import Municipality, User


class SecondPairOfEyes(PermissionDenied):
    """The person who last changed a draft tried to publish it; somebody else must."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__(
            _("Du har selv rettet det sidst. Hos jer skal en kollega se det, før det udgives.")
        )


def asks_for_two(*owner_ids: int) -> bool:
    """Whether any of the owners is a municipality that has chosen the rule."""
    return Municipality.objects.filter(pk__in=owner_ids, two_eyes=True).exists()


def check_eyes(revision: Revision, owner_id: int, user: User | None) -> None:
    """Raise SecondPairOfEyes when the user wrote the version, where the owner has the rule.

    Nobody in person (a scheduled moment) may publish: somebody decided it before.
    """
    if user is None or revision.user_id != user.pk:
        return
    if asks_for_two(owner_id, int(revision.content["owner"])):
        raise SecondPairOfEyes
