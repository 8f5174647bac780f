"""My course: where I am, what is being considered and why, and how I came here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cms.citizens.kept import kept_of
from cms.citizens.models import Citizen
from cms.citizens.views.access import CitizenRequest, for_citizens, language_of_page
from cms.journeys.declared import journeys
from cms.journeys.models import Proposal
from cms.journeys.walking import standing_in, standings_of
from cms.journeys.words import said_of_journey, said_of_move, said_of_state

SHOWN_MOVES = 50


@dataclass(frozen=True)
class Here:
    """Where the citizen is on one journey."""

    journey: str
    purpose: str
    state: str
    since: datetime


@dataclass(frozen=True)
class Considered:
    """A proposal that waits for somebody at the municipality."""

    text: str
    reason: str
    since: datetime


@dataclass(frozen=True)
class Step:
    """One step that was taken, or a proposal that was refused."""

    when: datetime
    journey: str
    state: str
    reason: str
    person: str
    note: str


@require_GET
@for_citizens
def my_journeys(request: CitizenRequest) -> HttpResponse:
    """The page."""
    citizen, language = request.citizen, language_of_page()
    context = {
        "here": here(citizen, language),
        "considered": considered(citizen, language),
        "steps": steps(citizen, language),
        "companions": citizen.companions.select_related("person"),
    }
    return render(request, "journeys/mine.html", context)


def here(citizen: Citizen, language: str) -> list[Here]:
    """Where the citizen is on every journey."""
    found = []
    standings = standings_of(citizen)
    for journey in journeys().values():
        standing = standing_in(citizen, journey, standings)
        found.append(
            Here(
                journey.labels.in_language(language),
                journey.purpose.in_language(language),
                said_of_state(journey.name, standing.state, language),
                standing.since,
            )
        )
    return found


def _still_open(citizen: Citizen) -> list[Proposal]:
    return list(citizen.journey_proposals.filter(status=Proposal.Status.OPEN))


def considered(citizen: Citizen, language: str) -> list[Considered]:
    """What somebody is asked to decide."""
    found = []
    for proposal in kept_of(citizen, "proposals", lambda: _still_open(citizen)):
        journey = journeys().get(proposal.journey)
        move = journey.move(proposal.move) if journey else None
        if move is not None and move.proposes is not None:
            text = move.proposes.citizen.in_language(language)
            found.append(Considered(text, move.reason.in_language(language), proposal.made_at))
    return found


def steps(citizen: Citizen, language: str) -> list[Step]:
    """How the citizen came here, the newest first."""
    return [
        Step(
            when=one.moved_at,
            journey=said_of_journey(one.journey, language),
            state=said_of_state(one.journey, one.to_state, language),
            reason=said_of_move(one.journey, one.move, language),
            person=one.person_name,
            note=one.note,
        )
        for one in citizen.journey_moves.all()[:SHOWN_MOVES]
    ]
