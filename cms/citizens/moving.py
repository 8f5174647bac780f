"""Moving to another municipality: the citizen takes along what is the citizen's own.

Each municipality is data controller of its own citizens, so nothing moves by itself. The citizen
sees what can go along and what stays, chooses, and says yes; that is the basis. What is the
municipality's (agreements, sign-ups, what staff have written) stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.db.models import ForeignObjectRel, Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen, Move
from cms.citizens.signals import citizen_moves

Count = Callable[[Citizen], int]
Carry = Callable[[Citizen, Citizen], None]


class NotTheSamePerson(PermissionError):
    """The two citizens aren't one person, or are of one municipality."""


@dataclass(frozen=True)
class Own:
    """Something of the citizen's own. `relation` is its rows' name on Citizen, `carry` moves it."""

    name: str
    relation: str
    label: str | Promise
    count: Count
    carry: Carry


@dataclass(frozen=True)
class Line:
    """One line of the page: what, and how much of it there is."""

    name: str
    label: str | Promise
    count: int


_declared: dict[str, Own] = {}
# Rows about the log-in and the move itself belong to neither list.
NEITHER = frozenset({"logins", "moves"})


def declare_own(own: Own) -> None:
    """Let something go along from now on; floors above call it when they are ready."""
    _declared[own.name] = own


def elsewhere(citizen: Citizen) -> list[Citizen]:
    """The same person as citizen of other municipalities, the latest first."""
    return list(_same_person(citizen).select_related("municipality").order_by("-last_seen_at"))


def _same_person(citizen: Citizen) -> QuerySet[Citizen]:
    same = Citizen.objects.filter(issuer=citizen.issuer, subject=citizen.subject)
    return same.filter(moved_away_at=None).exclude(municipality=citizen.municipality_id)


def goes_along(citizen: Citizen) -> list[Line]:
    """What the citizen can take along, where there is any."""
    lines = [Line(own.name, own.label, own.count(citizen)) for own in _declared.values()]
    return [line for line in lines if line.count]


def stays(citizen: Citizen) -> list[Line]:
    """What stays: every other row about the citizen, so that no floor can be forgotten."""
    own = {one.relation for one in _declared.values()} | NEITHER
    lines = []
    for relation in Citizen._meta.related_objects:
        name, model = str(relation.get_accessor_name()), relation.related_model
        if name not in own:
            rows = model._base_manager.filter(**{relation.field.name: citizen})
            lines.append(Line(name, model._meta.verbose_name_plural or name, rows.count()))
    return [line for line in lines if line.count]


@transaction.atomic
def move(old: Citizen, new: Citizen, taken: list[str]) -> Move:
    """Take along what is named of `taken`, and leave the old municipality.

    The rest of the citizen's own is forgotten there: it was the citizen's, and the citizen has
    left. What the new municipality already knows is kept as it is.

    Raises:
        NotTheSamePerson: and then nothing has changed.
    """
    if not _same_person(new).filter(pk=old.pk).exists():
        raise NotTheSamePerson(f"{old.pk} and {new.pk}")
    named = [one.name for one in _declared.values() if one.name in taken]
    for name in named:
        _declared[name].carry(old, new)
    citizen_moves.send(sender=Citizen, old=old, new=new, taken=named)
    for own in _declared.values():
        _rows(old, own.relation).delete()
    _leave(old)
    return Move.objects.create(
        citizen=new, from_municipality_id=old.municipality_id, taken_along=named
    )


def _leave(old: Citizen) -> None:
    """The old municipality sees that the person has left, and neither who nor where to."""
    old.moved_away_at, old.display_name = timezone.now(), ""
    old.screening_skipped, old.screening_finished_at = [], None
    old.save(
        update_fields=[
            *("moved_away_at", "display_name"),
            *("screening_skipped", "screening_finished_at"),
        ]
    )
    old.logins.all().delete()


def _rows(citizen: Citizen, relation: str) -> QuerySet[Model]:
    """The citizen's rows of a relation, whether there can be one or many."""
    named = cast("ForeignObjectRel", Citizen._meta.get_field(relation))
    rows: QuerySet[Model] = named.related_model._base_manager.filter(**{named.field.name: citizen})
    return rows


def carry_rows(relation: str, *keys: str) -> Carry:
    """Moves rows to the new citizen; one whose `keys` the new one already has stays behind.

    Without keys there can be only one row.
    """

    def carry(old: Citizen, new: Citizen) -> None:
        known = set(_rows(new, relation).values_list(*keys)) if keys else set()
        if not keys and _rows(new, relation).exists():
            return
        moving = [
            row[0]
            for row in _rows(old, relation).values_list("pk", *keys)
            if row[1:] not in known or not keys
        ]
        _rows(old, relation).filter(pk__in=moving).update(citizen=new)

    return carry


def count_rows(relation: str) -> Count:
    """How many rows there are."""
    return lambda citizen: _rows(citizen, relation).count()


def _carry_answers(old: Citizen, new: Citizen) -> None:
    carry_rows("answers", "attribute")(old, new)
    new.language = new.language or old.language
    if new.screening_finished_at is None:
        new.screening_finished_at = old.screening_finished_at
        new.screening_skipped = old.screening_skipped
    new.save(update_fields=["language", "screening_finished_at", "screening_skipped"])


declare_own(
    Own("answers", "answers", _("Dine svar om dig selv"), count_rows("answers"), _carry_answers)
)
declare_own(
    Own(
        "reasons_off",
        "reasons_off",
        _("Grunde, du har slået fra"),
        count_rows("reasons_off"),
        carry_rows("reasons_off", "reason_key"),
    )
)
