"""One thing that a rule or a citizen's own choice does to content."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from cms.personalisation.selection import Selection
from cms.personalisation.vocabulary import Labels


class Kind(StrEnum):
    """What an effect does. ``reserve`` keeps content for others: a show rule that does not fit."""

    SHOW = "show"
    RESERVE = "reserve"
    HIDE = "hide"
    REQUIRE = "require"
    PIN = "pin"
    BOOST = "boost"
    ORDER = "order"
    NOTIFY = "notify"
    SUGGEST = "suggest"


_WHO_MEETS_IT = (Kind.SHOW, Kind.RESERVE, Kind.HIDE)


@dataclass(frozen=True)
class Effect:
    """One thing done to the content of a selection, with the reason a citizen reads.

    ``is_national`` tells whose rule it is: a municipality's rule never takes away what the
    nation made mandatory.
    """

    kind: Kind
    selection: Selection
    weight: int = 0
    reason_key: str = ""
    reason: Labels = field(default_factory=dict)
    is_national: bool = True

    @property
    def as_written(self) -> bool:
        """Whether a language means what an item was written in, and no translation.

        An item that can be read in one language more is no less for those who read the others:
        so what decides who meets it doesn't look at translations. What lifts it does.
        """
        return self.kind in _WHO_MEETS_IT
