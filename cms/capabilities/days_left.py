"""How long there is until a last day, said the same wherever a last day is told."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# From so many days before it is said how many are left; before that, the day is enough.
SOON = 7


def is_soon(left: int) -> bool:
    """Whether one should hurry a little; `left` is whole days, 0 on the last one, below 0 after."""
    return 0 <= left <= SOON


def time_left(left: int) -> str:
    """How long there is, where it isn't long: `Der er 3 dage til.`"""
    if not is_soon(left):
        return ""
    if left == 0:
        return _("Det er i dag.")
    return ngettext("Der er %(count)s dag til.", "Der er %(count)s dage til.", left) % {
        "count": left
    }
