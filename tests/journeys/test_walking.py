"""Citizens are moved by rules, and only proposed for what has consequences."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cms.citizens.answers import save_answers
from cms.citizens.models import Citizen
from cms.journeys.models import Companion, Move, Proposal, Standing
from cms.journeys.night import movable, walk_all
from cms.journeys.walking import walk
from cms.pushes.models import Push
from cms.rights.erasing import erase
from tests.journeys.conftest import Away
from tests.personalisation.conftest import Nation


def states(citizen: Citizen) -> dict[str, str]:
    return dict(Standing.objects.filter(citizen=citizen).values_list("journey", "state"))


def test_who_is_here_stays_where_the_journey_begins(small: Nation) -> None:
    citizen = small.citizen()
    assert walk(citizen) == 0
    assert not Standing.objects.exists()


def test_a_week_away_is_noticed_with_a_reason(away: Away) -> None:
    citizen = away(8)
    walk(citizen)
    move = Move.objects.get(journey="contact")
    assert (move.from_state, move.to_state, move.move) == ("new", "quiet", "went_quiet")
    assert move.person_name == ""
    assert walk(citizen) == 0


def test_fourteen_days_away_only_propose(away: Away) -> None:
    citizen = away(14)
    walk(citizen)
    proposal = Proposal.objects.get()
    assert (proposal.move, proposal.status) == ("offered_company", "open")
    assert states(citizen)["contact"] == "quiet"
    assert not Companion.objects.exists()
    assert not Push.objects.filter(kind="companion_attached").exists()
    walk(citizen)
    assert Proposal.objects.count() == 1


def test_thirteen_days_are_not_fourteen(away: Away) -> None:
    walk(away(13))
    assert not Proposal.objects.exists()


def test_coming_back_moves_one_on_and_the_proposal_stands(away: Away) -> None:
    citizen = away(20)
    walk(citizen)
    citizen.last_seen_at = timezone.now()
    citizen.save()
    walk(citizen)
    assert states(citizen)["contact"] == "under_way"
    assert Proposal.objects.get().status == "open"


def test_what_nobody_decides_is_withdrawn(away: Away) -> None:
    citizen = away(20)
    walk(citizen)
    walk(citizen, timezone.now() + timedelta(days=31))
    withdrawn, *again = Proposal.objects.order_by("pk")
    assert withdrawn.status == "lapsed"
    assert [one.status for one in again] in ([], ["open"])


def test_a_refusal_is_not_asked_again_at_once(away: Away) -> None:
    citizen = away(20)
    walk(citizen)
    Proposal.objects.update(status="declined", decided_at=timezone.now())
    walk(citizen)
    assert Proposal.objects.count() == 1
    walk(citizen, timezone.now() + timedelta(days=31))
    assert Proposal.objects.count() == 2


def test_the_night_walks_those_whom_a_rule_could_move(away: Away, small: Nation) -> None:
    here, week, long = small.citizen(), away(9), away(30)
    assert movable(Citizen.objects.all(), timezone.now()) == [week.pk, long.pk]
    assert walk_all() > 0
    assert states(here) == {}
    assert states(week)["contact"] == states(long)["contact"] == "quiet"
    assert Proposal.objects.get().citizen == long
    assert walk_all() == 0


def test_the_night_says_the_same_as_one_by_one(away: Away) -> None:
    people = [away(days) for days in range(0, 20, 2)]
    walk_all()
    by_night = {one.pk: states(one) for one in people}
    for model in (Standing, Proposal):
        model.objects.all().delete()
    for one in people:
        walk(one)
    assert {one.pk: states(one) for one in people} == by_night


def test_days_in_a_state_are_counted(small: Nation) -> None:
    citizen = small.citizen()
    began = timezone.now() - timedelta(days=15)
    Citizen.objects.filter(pk=citizen.pk).update(created_at=began)
    citizen.refresh_from_db()
    save_answers(citizen, {"interests": ["transport"]})  # an event: the citizen is walked
    assert states(citizen)["onboarding"] == "reminded"
    assert Push.objects.filter(citizen=citizen, kind="first_steps").count() == 1


def test_walking_costs_few_queries(away: Away, django_assert_max_num_queries: object) -> None:
    citizen = away(3)
    walk(citizen)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        walk(citizen)


def test_the_history_is_written_once_and_goes_with_the_citizen(away: Away) -> None:
    citizen = away(30)
    walk(citizen)
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {Move._meta.db_table} SET note = 'x'")  # noqa: S608
    erase(citizen)
    assert not Move.objects.exists()
    assert not Proposal.objects.exists()
