"""Writes the letters of new pushes, in the pushes' own transaction, for many citizens at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import uuid4

from django.db import connection
from django.db.models import Count

from cms.declarations.push_kind import PushKind
from cms.pushes.gateways.configured import available_channels
from cms.pushes.models import Enclosure, Letter, LetterKind, LetterState, Push
from cms.pushes.planning import Disturbed, Plan, plans
from cms.pushes.timing import start_of_day
from cms.pushes.wishes import wishes_of

Place = tuple[int, str, str]


def write_letters(pushes: Sequence[Push], kind: PushKind) -> int:
    """The letters of these new pushes of one kind, one push a citizen; gives how many plans."""
    available = available_channels() & set(kind.channels)
    if not pushes or not available:
        return 0
    ids = [push.citizen_id for push in pushes]
    wishes, disturbed = wishes_of(ids), _disturbed(pushes, kind)
    planned = [
        plan
        for push in pushes
        for plan in plans(
            push, kind, wishes[push.citizen_id], disturbed[push.citizen_id], available
        )
    ]
    _enclose(planned)
    return len(planned)


def _disturbed(pushes: Sequence[Push], kind: PushKind) -> dict[int, Disturbed]:
    today = start_of_day(min(push.made_at for push in pushes))
    rows = (
        Enclosure.objects.filter(
            push__citizen__in=[push.citizen_id for push in pushes],
            push__made_at__gte=today,
            letter__kind=LetterKind.SINGLE,
        )
        .values_list("push__citizen_id", "push__kind")
        .annotate(count=Count("push", distinct=True))
    )
    found: dict[int, Disturbed] = defaultdict(Disturbed)
    for citizen_id, name, count in rows:
        found[citizen_id].in_all += count
        if name == kind.name:
            found[citizen_id].of_kind += count
    return found


def _enclose(planned: Sequence[Plan]) -> None:
    """Put each push into its letter; a digest that has gone out already takes no more."""
    letters = _letters(planned)
    late = [plan for plan in planned if letters[_place(plan)].state != LetterState.WAITING]
    if late:
        # The digest of this very moment is on its way: what came too late goes by itself.
        letters |= _letters(late, alone=True)
    Enclosure.objects.bulk_create(
        [Enclosure(letter=letters[_place(plan)], push=plan.push) for plan in planned],
        ignore_conflicts=True,
    )


def _place(plan: Plan) -> Place:
    return plan.push.citizen_id, plan.channel, plan.slot


def _letters(planned: Sequence[Plan], *, alone: bool = False) -> dict[Place, Letter]:
    """The letters of these plans by their place, made where they weren't; locked until the end."""
    slots = {plan: f"late:{uuid4().hex}" if alone else plan.slot for plan in planned}
    Letter.objects.bulk_create(
        [
            Letter(
                citizen_id=plan.push.citizen_id,
                channel=plan.channel,
                kind=plan.kind,
                slot=slots[plan],
                due_at=plan.due_at,
                contact=plan.contact,
            )
            for plan in planned
        ],
        ignore_conflicts=True,
    )
    found = {_written(letter): letter for letter in _reread(planned, slots.values())}
    return {
        _place(plan): found[plan.push.citizen_id, plan.channel, slots[plan]] for plan in planned
    }


def _written(letter: Letter) -> Place:
    return letter.citizen_id, letter.channel, letter.slot


def _reread(planned: Sequence[Plan], slots: Iterable[str]) -> Iterable[Letter]:
    letters = Letter.objects.filter(
        citizen__in={plan.push.citizen_id for plan in planned}, slot__in=set(slots)
    )
    # On SQLite the whole transaction is alone already.
    return letters.select_for_update() if connection.vendor == "postgresql" else letters
