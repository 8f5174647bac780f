"""One page on its way: for whom, and what all sources need, each read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cms.capabilities.favourite.models import Favourite
from cms.capabilities.favourite.services import saved_by
from cms.capabilities.pieces import Engagement
from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.databases.said import ALWAYS, one_of
from cms.personalisation.shelf_list import ShelfList
from cms.personalisation.viewer import Viewer
from cms.plans.follows import Follow, followed
from cms.plans.services import Plan, plan_of

if TYPE_CHECKING:
    from cms.my_page.moments import Moment

WEEK = 7


@dataclass
class Asking:
    """A citizen's page being put together.

    `shown` are the items that already stand on it, so that no list brings them again; `interest`
    is the term that the citizen has just said, if any.
    """

    viewer: Viewer
    citizen: Citizen
    interest: str = ""
    shown: set[int] = field(default_factory=set)

    @cached_property
    def engagements(self) -> dict[str, Sequence[Engagement]]:
        """What the citizen is doing, by capability."""
        return {name: one.engagements(self.citizen) for name, one in all_capabilities().items()}

    @property
    def nearest_engagements(self) -> list[tuple[str, Sequence[Engagement]]]:
        """The same, first what has a time: that one is expected says more than anything else."""
        there = all_capabilities()
        return sorted(
            self.engagements.items(), key=lambda one: not there[one[0]].makes_appointments
        )

    @cached_property
    def plan(self) -> Plan:
        """The citizen's plan."""
        return plan_of(self.citizen)

    @cached_property
    def favourites(self) -> list[Favourite]:
        """What the citizen has saved, the nearest last day first."""
        return saved_by(self.citizen)

    @cached_property
    def follows(self) -> list[Follow]:
        """What the citizen follows."""
        return followed(self.citizen)

    @cached_property
    def week(self) -> list[Moment]:
        """What happens to the citizen in the next seven days."""
        from cms.my_page.moments import moments

        return moments(self, self.viewer.today, WEEK)

    def shelf(self, types: Sequence[str] = ()) -> ShelfList:
        """What the citizen meets on the shelf here, in the own order; of some types, or of all."""
        return ShelfList(self.viewer, one_of("type_name", types) if types else ALWAYS)
