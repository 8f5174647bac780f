"""A person's yes or no to a proposal. Nothing happens before it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.databases.alphabet import by
from cms.journeys.book import CompiledMove, JourneyBook, current_journeys
from cms.journeys.models import Companion, Proposal
from cms.journeys.walking import standing_of, take
from cms.municipalities.models import User
from cms.municipalities.roles import BETWEEN, ROLES
from cms.pushes.services import push
from cms.rights.access import citizens_for, roles_with


class NotTheirs(PermissionError):
    """The citizen isn't one whom the person meets."""


class AlreadyDecided(Exception):
    """Somebody else was first, or the reason is gone."""


class NoCompanion(ValueError):
    """A yes to company needs a person of the right role."""


def open_proposals(person: User) -> QuerySet[Proposal]:
    """What waits for a decision about the citizens whom the person meets, the oldest first."""
    found = Proposal.objects.filter(status=Proposal.Status.OPEN, citizen__in=citizens_for(person))
    return found.select_related("citizen__municipality")


def compiled_of(proposal: Proposal, journeys: JourneyBook | None = None) -> CompiledMove | None:
    """The declared move that is proposed; None where it is declared no longer.

    Whoever asks about several reads the journeys once and gives them along.
    """
    moves = (journeys or current_journeys()).moves.get(proposal.journey, ())
    return next((one for one in moves if one.move.name == proposal.move), None)


def possible_companions(proposal: Proposal) -> QuerySet[User]:
    """The people of the citizen's municipality who have the role that is to be attached."""
    found = User.objects.filter(
        groups__name__in=_groups_of(proposal, current_journeys()), is_active=True
    )
    return found.distinct().order_by(by("first_name"), by("last_name"))


def companions_by_proposal(
    proposals: Iterable[Proposal], journeys: JourneyBook
) -> dict[int, list[User]]:
    """The same of several proposals, by their primary keys, in one query for all of them."""
    groups = {one.pk: _groups_of(one, journeys) for one in proposals}
    names = {name for several in groups.values() for name in several}
    people: dict[str, list[User]] = {name: [] for name in names}
    held = User.objects.filter(groups__name__in=names, is_active=True)
    for person in held.annotate(through=F("groups__name")).order_by(
        by("first_name"), by("last_name")
    ):
        people[person.through].append(person)
    return {
        key: list(dict.fromkeys(person for name in several for person in people[name]))
        for key, several in groups.items()
    }


def _groups_of(proposal: Proposal, journeys: JourneyBook) -> list[str]:
    """The names of the groups of those who could be attached; none, where nobody is to be."""
    step = compiled_of(proposal, journeys)
    wanted = step.move.proposes.attaches if step and step.move.proposes else None
    slug = proposal.citizen.municipality.slug
    return [
        f"{name}{BETWEEN}{slug}"
        for name, role in ROLES.items()
        if wanted and role.seen_as == wanted
    ]


@transaction.atomic
def confirm(
    proposal: Proposal, person: User, *, companion: User | None = None, note: str = ""
) -> None:
    """Say yes: the step is taken, and the companion attached and told of.

    Raises:
        NotTheirs, AlreadyDecided, NoCompanion: nothing happened.
    """
    held = _held(proposal, person)
    step = compiled_of(held)
    if step is None or step.move.proposes is None:
        raise AlreadyDecided
    standing = standing_of(held.citizen, step.journey)
    if step.move.proposes.attaches:
        _attach(held, companion, step.move.proposes.attaches)
    _decide(held, Proposal.Status.CONFIRMED, person, note)
    name = name_of(person)
    take(held.citizen, standing, step, timezone.now(), person_name=name, note=note)


@transaction.atomic
def decline(proposal: Proposal, person: User, *, note: str = "") -> None:
    """Say no: nothing changes for the citizen. Raises NotTheirs, AlreadyDecided."""
    _decide(_held(proposal, person), Proposal.Status.DECLINED, person, note)


def _held(proposal: Proposal, person: User) -> Proposal:
    """The proposal, held so that two can't decide it. Raises NotTheirs, AlreadyDecided."""
    if not roles_with(person, proposal.citizen.municipality_id):
        raise NotTheirs
    held = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if held is None or held.status != Proposal.Status.OPEN:
        raise AlreadyDecided
    return held


def _attach(held: Proposal, companion: User | None, role: str) -> None:
    if companion is None or not possible_companions(held).filter(pk=companion.pk).exists():
        raise NoCompanion
    citizen: Citizen = held.citizen
    Companion.objects.get_or_create(citizen=citizen, person=companion, role=role)
    values = {"person": name_of(companion)}
    push(citizen, "companion_attached", key=f"companion:{held.pk}", values=values)


def _decide(held: Proposal, status: str, person: User, note: str) -> None:
    held.status, held.person_name = status, name_of(person)
    held.note, held.decided_at = note.strip(), timezone.now()
    held.save(update_fields=["status", "person_name", "note", "decided_at"])


def name_of(person: User) -> str:
    """The name as a citizen reads it."""
    return person.get_full_name().strip() or person.get_username()
