"""Where viewers stand, kept in this process until something that it was worked out from changes.

What is kept here is one person's: it never leaves the process, is found only by who has the
person's stamp (which goes when the person is erased), and is forgotten after a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from cms.citizens.apps import CITIZEN
from cms.library.content import CONTENT
from cms.personalisation.stamp import RULES
from cms.personalisation.trial import book_on_trial
from cms.personalisation.viewer import Viewer
from cms.stamps.minutes import OfThisMinute
from cms.stamps.services import may_keep, own_name, words

Kept = TypeVar("Kept")
_kept: OfThisMinute[object] = OfThisMinute(20_000)


def kept(viewer: Viewer, work_out: Callable[[], Kept]) -> Kept:
    """What is worked out for a viewer; what was found before while nothing has changed since."""
    key = _key(viewer)
    if key is None:
        return work_out()
    return _kept.found_or_made(key, work_out)  # type: ignore[return-value]


@dataclass(frozen=True)
class Stamps:
    """The words that stand for one citizen's facts, for audiences and rules, and for content."""

    own: str
    rules: str
    content: str


def stamps_of(viewer: Viewer) -> Stamps:
    """The words of now; asked for once for each viewer."""
    if "stamps" not in viewer.memory:
        own = (own_name(CITIZEN, viewer.citizen.pk),) if viewer.citizen else ()
        rules, content, *owned = words(RULES, CONTENT, *own)
        viewer.memory["stamps"] = Stamps("".join(owned), rules, content)
    stamps: Stamps = viewer.memory["stamps"]
    return stamps


def _key(viewer: Viewer) -> Hashable | None:
    """Everything that a standing depends on; None for who must be asked anew each time."""
    if book_on_trial() is not None or not may_keep():
        return None
    owner = viewer.municipality.pk if viewer.municipality else None
    place = (owner, viewer.language, viewer.everything, viewer.minute, stamps_of(viewer))
    citizen = viewer.citizen
    if citizen is None:
        return place
    if citizen.made_up_answers is not None or not stamps_of(viewer).own:
        return None
    return (*place, citizen.pk)
