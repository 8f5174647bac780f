"""Reading and changing a citizen's plan.

Every change takes the actor, is refused where the actor may not, and is kept with what stood there
before and after: citizen and job centre both see who wrote what.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.citizens.kept import kept_of
from cms.citizens.models import Citizen
from cms.history.services import record
from cms.library.models import Item
from cms.plans import history
from cms.plans.activities import InvalidPlan, Written, plain
from cms.plans.actors import Actor, NotAllowed
from cms.plans.models import (
    LONGEST_TITLE,
    OPEN_STATES,
    Activity,
    Change,
    DeclinedSuggestion,
    Goal,
    State,
)

__all__ = ["InvalidPlan", "NotAllowed", "Plan", "Written", "items_in_plan", "plan_of"]


@dataclass(frozen=True)
class Plan:
    """A citizen's plan as it stands."""

    citizen: Citizen
    goals: tuple[Goal, ...]
    activities: tuple[Activity, ...]

    @property
    def ahead(self) -> list[Activity]:
        """What still lies ahead: the nearest first, what has no day last."""
        there = [one for one in self.activities if one.is_open]
        return sorted(there, key=lambda one: (one.starts_on is None, one.starts_on, one.pk))

    @property
    def behind(self) -> list[Activity]:
        """What was done or dropped, the last written first."""
        return [one for one in reversed(self.activities) if not one.is_open]

    @property
    def next_step(self) -> Activity | None:
        """The first thing to do."""
        return next(iter(self.ahead), None)

    @property
    def agreements(self) -> list[Activity]:
        """What citizen and job centre have agreed, also what is done."""
        return [one for one in self.activities if one.agreement or one.state == State.AGREED]


def plan_of(citizen: Citizen) -> Plan:
    """The citizen's plan, to be looked at; empty for somebody who has none."""

    def read() -> tuple[tuple[Goal, ...], tuple[Activity, ...]]:
        return tuple(citizen.plan_goals.all()), tuple(citizen.plan_activities.all())

    return Plan(citizen, *kept_of(citizen, "plan", read))


def items_in_plan(citizen: Citizen) -> list[int]:
    """The items that lie ahead in the plan, by primary key."""
    rows = citizen.plan_activities.filter(state__in=OPEN_STATES).exclude(item=None)
    return list(rows.order_by("starts_on", "pk").values_list("item_id", flat=True).distinct())


def changes_of(citizen: Citizen, most: int = 50) -> list[Change]:
    """Who changed what in the plan, the latest first."""
    return list(citizen.plan_changes.select_related("person")[:most])


@transaction.atomic
def set_goal(citizen: Citizen, text: str, actor: Actor) -> Goal:
    """Write a goal. Raises NotAllowed and InvalidPlan."""
    actor.require(citizen)
    tidy = Written(title=text).checked().title
    goal = Goal.objects.create(citizen=citizen, text=tidy, written_by=actor.side)
    _keep(citizen, actor, "goal", tidy, goal=goal)
    return goal


@transaction.atomic
def reach_goal(goal: Goal, actor: Actor) -> None:
    """The goal is reached. Raises NotAllowed."""
    actor.require(goal.citizen)
    if goal.reached_at is None:
        goal.reached_at = timezone.now()
        goal.save(update_fields=["reached_at"])
        _keep(goal.citizen, actor, "reached", goal.text, goal=goal)


@transaction.atomic
def remove_goal(goal: Goal, actor: Actor) -> None:
    """Take a goal out; what was written for it stays. Raises NotAllowed."""
    actor.require(goal.citizen)
    _keep(goal.citizen, actor, "goal_removed", goal.text)
    goal.delete()


@transaction.atomic
def add(citizen: Citizen, written: Written, actor: Actor, *, item: Item | None = None) -> Activity:
    """Write a step: a wish when the citizen does, agreed when staff do.

    An item that already lies ahead in the plan is given back as it stands. Duties and agreements
    are staff's to write. Raises NotAllowed and InvalidPlan.
    """
    actor.require(citizen)
    if item is not None and (there := _ahead(citizen, item)):
        return there
    tidy = _theirs(written, Written(title="-"), actor).checked()
    state = State.WANTED if actor.person is None else State.AGREED
    step = Activity.objects.create(
        citizen=citizen,
        item_id=item and item.pk,
        state=state,
        written_by=actor.side,
        **asdict(tidy),
    )
    _keep(citizen, actor, "added", tidy.title, step, after=plain(step))
    _tell_history(step, actor, history.ADDED)
    return step


def add_item(citizen: Citizen, item: Item, title: str, actor: Actor) -> Activity:
    """Put an item in the plan; it is no declined suggestion any more. Raises NotAllowed."""
    actor.require(citizen)
    DeclinedSuggestion.objects.filter(citizen=citizen, item_id=item.pk).delete()
    return add(citizen, Written(title=title[:LONGEST_TITLE]), actor, item=item)


@transaction.atomic
def rewrite(step: Activity, written: Written, actor: Actor) -> Activity:
    """Change what stands there. Raises NotAllowed and InvalidPlan.

    What the citizen changes of something agreed is a wish again, until staff agree.
    """
    locked = _locked(step, actor)
    before = plain(locked)
    tidy = _theirs(written, _agreed(locked), actor).checked()
    for name, value in asdict(tidy).items():
        setattr(locked, name, value)
    if actor.person is None and locked.state == State.AGREED and plain(locked) != before:
        locked.state = State.WANTED
    return _saved(locked, before, actor, "changed", history.CHANGED)


@transaction.atomic
def agree(step: Activity, actor: Actor, agreement: str = "") -> Activity:
    """Staff agree to a wish, perhaps with words about it. Raises NotAllowed."""
    if actor.person is None:
        raise NotAllowed("Only staff agree to what a citizen wants.")
    locked = _locked(step, actor)
    before = plain(locked)
    locked.state = State.AGREED
    locked.agreement = agreement.strip() or locked.agreement
    return _saved(locked, before, actor, "agreed", history.AGREED)


@transaction.atomic
def finish(step: Activity, actor: Actor) -> Activity:
    """It is done. Raises NotAllowed."""
    return _to(step, State.DONE, actor, "done", history.DONE)


@transaction.atomic
def drop(step: Activity, actor: Actor) -> Activity:
    """It will not be done. A duty is staff's to drop. Raises NotAllowed."""
    if step.is_duty and actor.person is None:
        raise NotAllowed("A duty is dropped together with the job centre.")
    return _to(step, State.DROPPED, actor, "dropped", history.DROPPED)


@transaction.atomic
def take_up(step: Activity, actor: Actor) -> Activity:
    """Back into the plan, as a wish. Raises NotAllowed."""
    return _to(step, State.WANTED, actor, "taken_up", history.CHANGED)


def decline(citizen: Citizen, item: Item, actor: Actor) -> None:
    """The item is not suggested to this citizen any more. Raises NotAllowed."""
    actor.require(citizen)
    DeclinedSuggestion.objects.get_or_create(citizen=citizen, item_id=item.pk)


def declined(citizen: Citizen) -> frozenset[int]:
    """The items that the citizen did not want in the plan, by primary key."""
    return frozenset(citizen.declined_suggestions.values_list("item_id", flat=True))


def _theirs(written: Written, agreed: Written, actor: Actor) -> Written:
    """What the actor may write: duties and agreements stay as staff wrote them."""
    if actor.person is not None:
        return written
    kept = {"is_duty": agreed.is_duty, "agreement": agreed.agreement}
    if agreed.is_duty:
        kept["what_to_do"] = agreed.what_to_do
    return Written(**{**asdict(written), **kept})


def _agreed(step: Activity) -> Written:
    return Written(
        title=step.title,
        what_to_do=step.what_to_do,
        agreement=step.agreement,
        is_duty=step.is_duty,
    )


def _ahead(citizen: Citizen, item: Item) -> Activity | None:
    rows = citizen.plan_activities.filter(item_id=item.pk, state__in=OPEN_STATES)
    found: Activity | None = rows.first()
    return found


def _locked(step: Activity, actor: Actor) -> Activity:
    actor.require(step.citizen)
    return Activity.objects.select_for_update().get(pk=step.pk)


def _to(step: Activity, state: State, actor: Actor, what: str, action: str) -> Activity:
    locked = _locked(step, actor)
    before = plain(locked)
    locked.state = state
    return _saved(locked, before, actor, what, action)


def _saved(
    step: Activity, before: dict[str, Any], actor: Actor, what: str, action: str
) -> Activity:
    after = plain(step)
    if after != before:
        step.save()
        _keep(step.citizen, actor, what, step.title, step, before=before, after=after)
        _tell_history(step, actor, action)
    return step


def _keep(
    citizen: Citizen,
    actor: Actor,
    what: str,
    title: str,
    step: Activity | None = None,
    **values: Any,
) -> None:
    Change.objects.create(
        citizen=citizen,
        step=step,
        what=what,
        title=title,
        side=actor.side,
        person=actor.person,
        **values,
    )


def _tell_history(step: Activity, actor: Actor, action: str) -> None:
    if actor.person is not None:
        record(step, action, user=actor.person, title=str(step))
