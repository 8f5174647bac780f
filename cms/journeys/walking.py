"""Moves a citizen along: at every event, and every night for all.

A move that proposes changes nothing but that somebody is asked. The proposal stands, though the
citizen comes back meanwhile, so that both can see it; what nobody decides is withdrawn in time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.declarations.journey import Journey, Proposes
from cms.journeys.book import CompiledMove, current_journeys
from cms.journeys.models import Move, Proposal, Standing
from cms.personalisation.facts import facts_of_citizen
from cms.pushes.services import push


def walk(citizen: Citizen, now: datetime | None = None) -> int:
    """Take every step that the rules say, and give how many; proposals are made on the way."""
    if citizen.made_up_answers is not None:
        return 0
    moment, book = now or timezone.now(), current_journeys()
    facts = facts_of_citizen(citizen, timezone.localdate(moment), sorted(book.words))
    with transaction.atomic():
        standings = standings_of(citizen)
        asked = list(citizen.journey_proposals.all())
        return sum(
            _Walk(citizen, facts, moment, standing_in(citizen, journey, standings), asked).go(moves)
            for journey, moves in ((moves[0].journey, moves) for moves in book.moves.values())
        )


class _Walk:
    """One citizen on one journey."""

    def __init__(
        self,
        citizen: Citizen,
        facts: dict[str, Any],
        now: datetime,
        standing: Standing,
        asked: list[Proposal],
    ) -> None:
        self.citizen, self.facts, self.now, self.standing = citizen, facts, now, standing
        self.asked = [one for one in asked if one.journey == standing.journey]

    def go(self, moves: tuple[CompiledMove, ...]) -> int:
        """Go on until nothing moves any more, at most once through each move."""
        taken: list[str] = []
        while (step := self._next(moves, taken)) is not None:
            take(self.citizen, self.standing, step, self.now)
            taken.append(step.move.name)
        self._withdraw(moves)
        return len(taken)

    def _next(self, moves: tuple[CompiledMove, ...], taken: list[str]) -> CompiledMove | None:
        for one in moves:
            if one.move.name in taken or not self._holds(one):
                continue
            if one.move.proposes is None:
                return one
            self._propose(one, one.move.proposes)
        return None

    def _holds(self, one: CompiledMove) -> bool:
        waited = self.now - self.standing.since >= timedelta(days=one.move.after_days)
        return self.standing.state in one.move.from_ and waited and one.fits(self.facts)

    def _propose(self, one: CompiledMove, proposes: Proposes) -> None:
        limit = self.now - timedelta(days=proposes.again_after_days)
        if any(_still_counts(each, limit) for each in self.asked if each.move == one.move.name):
            return
        made = Proposal.objects.create(
            citizen=self.citizen, journey=one.journey.name, move=one.move.name, made_at=self.now
        )
        self.asked.append(made)

    def _withdraw(self, moves: tuple[CompiledMove, ...]) -> None:
        """Withdraw what nobody decided in time, or what is declared no longer."""
        proposed = {one.move.name: one.move.proposes for one in moves}
        for one in self.asked:
            proposes = proposed.get(one.move)
            age = self.now - one.made_at
            is_late = proposes is None or age > timedelta(days=proposes.stands_days)
            if one.status == Proposal.Status.OPEN and is_late:
                one.status, one.decided_at = Proposal.Status.LAPSED, self.now
                one.save(update_fields=["status", "decided_at"])


def _still_counts(proposal: Proposal, limit: datetime) -> bool:
    """Whether the same isn't to be asked again: it is being asked, or was refused lately."""
    if proposal.status == Proposal.Status.OPEN:
        return True
    decided = proposal.decided_at
    is_no = proposal.status == Proposal.Status.DECLINED
    return is_no and decided is not None and decided > limit


def standing_of(citizen: Citizen, journey: Journey) -> Standing:
    """Where the citizen is on one journey."""
    return standing_in(citizen, journey, standings_of(citizen))


def standings_of(citizen: Citizen) -> dict[str, Standing]:
    """Where the citizen is, by journey; one where nothing has moved yet is not there."""
    return {one.journey: one for one in citizen.standings.all()}


def standing_in(citizen: Citizen, journey: Journey, standings: Mapping[str, Standing]) -> Standing:
    """Where the citizen is; a new, unsaved one at the journey's beginning."""
    found = standings.get(journey.name)
    if found is not None and found.state in journey.states:
        return found
    # Where a state is no longer declared, one begins anew.
    key = found.pk if found else None
    return Standing(
        pk=key,
        citizen=citizen,
        journey=journey.name,
        state=journey.start,
        since=citizen.created_at,
    )


def take(
    citizen: Citizen,
    standing: Standing,
    step: CompiledMove,
    now: datetime,
    *,
    person_name: str = "",
    note: str = "",
) -> None:
    """Take one step: the new state, its line in the history, and the push that goes with it."""
    before, move = standing.state, step.move
    standing.state, standing.since = move.to, now
    standing.save()
    written = Move.objects.create(
        citizen=citizen,
        journey=step.journey.name,
        move=move.name,
        from_state=before,
        to_state=move.to,
        person_name=person_name,
        note=note,
        moved_at=now,
    )
    if move.push:
        push(citizen, move.push, key=f"journey-move:{written.pk}")
