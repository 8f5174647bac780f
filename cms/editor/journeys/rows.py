"""Proposals and journeys as the staff meet them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cms.citizens.models import Citizen
from cms.editor.citizens.rows import shown_name
from cms.journeys.book import CompiledMove, current_journeys
from cms.journeys.deciding import companions_by_proposal, compiled_of, name_of
from cms.journeys.models import Proposal
from cms.municipalities.models import User
from cms.personalisation.book import current_book
from cms.personalisation.sentence import sentence
from cms.personalisation.vocabulary import Vocabulary

LANGUAGE = "da"


@dataclass(frozen=True)
class Asked:
    """One proposal: what is asked about whom, why, and by which rule."""

    key: int
    citizen_key: int
    name: str
    question: str
    reason: str
    rule: str
    since: datetime
    companions: tuple[tuple[int, str], ...]
    needs_companion: bool


def asked(proposals: Iterable[Proposal]) -> list[Asked]:
    """Each proposal whose move is still declared."""
    several = list(proposals)
    journeys, vocabulary = current_journeys(), current_book().vocabulary
    people = companions_by_proposal(several, journeys)
    rows = (_asked(one, compiled_of(one, journeys), people[one.pk], vocabulary) for one in several)
    return [row for row in rows if row is not None]


def _asked(
    proposal: Proposal, step: CompiledMove | None, people: list[User], vocabulary: Vocabulary
) -> Asked | None:
    if step is None or step.move.proposes is None:
        return None
    return Asked(
        key=proposal.pk,
        citizen_key=proposal.citizen_id,
        name=shown_name(proposal.citizen),
        question=step.move.proposes.staff.in_language(LANGUAGE),
        reason=step.move.reason.in_language(LANGUAGE),
        rule=sentence(step.tree, vocabulary, LANGUAGE),
        since=proposal.made_at,
        companions=tuple((person.pk, name_of(person)) for person in people),
        needs_companion=step.move.proposes.attaches is not None,
    )


def asked_about(citizen: Citizen) -> list[Asked]:
    """What waits for a decision about one citizen."""
    return asked(citizen.journey_proposals.filter(status=Proposal.Status.OPEN))
