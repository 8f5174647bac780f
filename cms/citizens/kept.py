"""Small things of one citizen that every page asks for, kept while nothing of the citizen changes.

As with where viewers stand: kept in this process for a minute at most, and found only by who has
the citizen's stamp, which each row that points to the citizen renews and which goes when the
citizen is erased.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from cms.citizens.apps import CITIZEN
from cms.citizens.models import Citizen
from cms.stamps.minutes import OfThisMinute
from cms.stamps.services import may_keep, own_name, words

Thing = TypeVar("Thing")
_things: OfThisMinute[tuple[Any]] = OfThisMinute(20_000)


def kept_of(citizen: Citizen, name: str, read: Callable[[], Thing]) -> Thing:
    """What `read` gives, or gave while the citizen's rows were the same; nobody may change it."""
    if citizen.made_up_answers is not None or not may_keep():
        return read()
    word = words(own_name(CITIZEN, citizen.pk))[0]
    if not word:
        return read()
    found: Thing = _things.found_or_made((citizen.pk, word, name), lambda: (read(),))[0]
    return found
