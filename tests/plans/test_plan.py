"""Who may write what in a plan, and that every change is kept."""

from __future__ import annotations

from datetime import date

import pytest

from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.history.models import HistoryEntry
from cms.library.models import Item
from cms.municipalities.models import User
from cms.municipalities.roles import give_role
from cms.plans import services
from cms.plans.activities import InvalidPlan, Written
from cms.plans.actors import NotAllowed, by_citizen, by_staff
from cms.plans.models import Activity, Change, Goal
from tests.personalisation.conftest import Nation

pytestmark = pytest.mark.django_db


def wish(citizen: Citizen, title: str = "Køre truck", **values: object) -> Activity:
    return services.add(citizen, Written(title, **values), by_citizen(citizen))  # type: ignore[arg-type]


def test_a_citizens_wish_becomes_an_agreement_when_staff_agree(
    karoline: Citizen, adviser: User
) -> None:
    step = wish(karoline)
    assert (step.state, step.written_by) == ("wanted", "citizen")
    agreed = services.agree(step, by_staff(adviser), "Vi betaler kurset.")
    assert (agreed.state, agreed.agreement) == ("agreed", "Vi betaler kurset.")
    first, last = reversed(services.changes_of(karoline))
    assert (first.what, first.side, first.person) == ("added", "citizen", None)
    assert (last.what, last.side, last.person) == ("agreed", "municipality", adviser)
    assert (last.before["state"], last.after["state"]) == ("wanted", "agreed")


def test_what_a_citizen_changes_of_an_agreement_is_a_wish_again(
    karoline: Citizen, adviser: User
) -> None:
    step = services.agree(wish(karoline), by_staff(adviser), "Kurset begynder mandag.")
    changed = services.rewrite(
        step, Written("Køre stor truck", agreement="Noget andet"), by_citizen(karoline)
    )
    assert (changed.title, changed.state) == ("Køre stor truck", "wanted")
    assert changed.agreement == "Kurset begynder mandag."


def test_saying_the_same_again_changes_nothing(karoline: Citizen, adviser: User) -> None:
    step = services.agree(wish(karoline), by_staff(adviser))
    before = Change.objects.count()
    services.rewrite(step, Written("Køre truck"), by_citizen(karoline))
    step.refresh_from_db()
    assert (step.state, Change.objects.count()) == ("agreed", before)


def test_a_duty_is_staffs_to_write_and_to_drop(karoline: Citizen, adviser: User) -> None:
    own = services.add(karoline, Written("Møde", is_duty=True), by_citizen(karoline))
    assert own.is_duty is False
    duty = services.add(
        karoline, Written("Samtale", what_to_do="Tag dit CV med", is_duty=True), by_staff(adviser)
    )
    changes = Change.objects.count()
    with pytest.raises(NotAllowed):
        services.drop(duty, by_citizen(karoline))
    rewritten = services.rewrite(duty, Written("Samtale", what_to_do=""), by_citizen(karoline))
    assert (rewritten.state, rewritten.what_to_do) == ("agreed", "Tag dit CV med")
    assert Change.objects.count() == changes
    assert services.finish(duty, by_citizen(karoline)).state == "done"


@pytest.mark.parametrize("who", ["another citizen", "an editor", "staff of another municipality"])
def test_nobody_else_changes_a_plan(who: str, karoline: Citizen, nation: Nation) -> None:
    stranger = User.objects.create(username="stranger")
    if who == "an editor":
        give_role(stranger, "municipal_editor", nation.thisted)
    elif who == "staff of another municipality":
        give_role(stranger, "adviser", nation.aarhus)
    actor = by_citizen(nation.citizen()) if who == "another citizen" else by_staff(stranger)
    step, goal = wish(karoline), services.set_goal(karoline, "Job", by_citizen(karoline))
    before = list(Change.objects.values()), list(Activity.objects.values())
    for attempt in (
        lambda: services.add(karoline, Written("x"), actor),
        lambda: services.rewrite(step, Written("x"), actor),
        lambda: services.agree(step, actor),
        lambda: services.finish(step, actor),
        lambda: services.drop(step, actor),
        lambda: services.set_goal(karoline, "x", actor),
        lambda: services.remove_goal(goal, actor),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert (list(Change.objects.values()), list(Activity.objects.values())) == before
    assert Goal.objects.count() == 1


def test_what_cannot_stand_says_why_and_nothing_is_written(karoline: Citizen) -> None:
    with pytest.raises(InvalidPlan) as refused:
        wish(karoline, "  ", starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1))
    assert refused.value.problems.keys() == {"title", "ends_on"}
    assert not Activity.objects.exists()
    assert not Change.objects.exists()


def test_the_nearest_comes_first_and_what_has_no_day_last(karoline: Citizen) -> None:
    late, none, soon = (
        wish(karoline, "sen", starts_on=date(2027, 3, 1)),
        wish(karoline, "uden dag"),
        wish(karoline, "snart", starts_on=date(2027, 1, 1)),
    )
    plan = services.plan_of(karoline)
    assert [one.pk for one in plan.ahead] == [soon.pk, late.pk, none.pk]
    assert plan.next_step == soon
    services.drop(soon, by_citizen(karoline))
    assert [one.pk for one in services.plan_of(karoline).behind] == [soon.pk]


def test_an_item_stands_once_and_its_declined_suggestion_is_forgotten(
    karoline: Citizen, item: Item
) -> None:
    actor = by_citizen(karoline)
    services.decline(karoline, item, actor)
    assert services.declined(karoline) == {item.pk}
    first = services.add_item(karoline, item, "Truck", actor)
    assert services.add_item(karoline, item, "Truck", actor).pk == first.pk
    assert services.items_in_plan(karoline) == [item.pk]
    assert services.declined(karoline) == frozenset()
    services.finish(first, actor)
    assert services.items_in_plan(karoline) == []


def test_a_plan_is_exported_and_erased_and_the_history_says_nothing_of_it(
    karoline: Citizen, adviser: User
) -> None:
    services.agree(wish(karoline, "Tale med min læge"), by_staff(adviser), "Kun os to")
    told = str(export(karoline))
    assert "Tale med min læge" in told
    entries = HistoryEntry.objects.filter(action="plan.agree")
    assert entries.count() == 1
    assert "læge" not in str(list(entries.values()))
    erase(karoline)
    assert not Activity.objects.exists()
    assert not Change.objects.exists()
