"""Telling citizens something: one, or everybody in an audience. The same key never twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.citizens.models import Citizen, MadeUpCitizenSaved
from cms.library.models import Item
from cms.municipalities.models import Municipality
from cms.personalisation.services import citizens_in
from cms.personalisation.viewer import Viewer
from cms.pushes.declared import check_values, kind_named
from cms.pushes.models import Push
from cms.pushes.outbox import write_letters

NO_VALUES: Mapping[str, str] = {}
# How many citizens are told in one transaction.
BATCH = 500


class WrongPath(ValueError):
    """What a push opens isn't a path of the portal."""


@dataclass(frozen=True)
class Telling:
    """What is told: a declared kind with its values. `key` names it among all that is told."""

    kind: str
    key: str
    item: Item | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    path: str = ""

    def check(self) -> None:
        """Raises UnknownKind, WrongValues or WrongPath."""
        check_values(kind_named(self.kind), self.values, self.item is not None)
        if self.path and (not self.path.startswith("/") or self.path.startswith("//")):
            raise WrongPath(f"{self.path!r} must begin with one / and lie in the portal")


def fingerprint(key: str) -> str:
    """What is kept of a key: enough to know it again."""
    return hashlib.sha256(key.encode()).hexdigest()


def push(
    citizen: Citizen,
    kind: str,
    *,
    key: str,
    item: Item | None = None,
    values: Mapping[str, str] = NO_VALUES,
    path: str = "",
) -> Push:
    """Tell a citizen something: in the inbox now, and through the channels that are wanted.

    Gives the push; the earlier one where the citizen has been told under this key before. `path`
    is a page of the portal that it opens, in place of the declared one or the item's.

    Raises:
        UnknownKind, WrongValues, WrongPath: nothing was told.
        MadeUpCitizenSaved: the citizen doesn't exist.
    """
    if citizen.made_up_answers is not None:
        raise MadeUpCitizenSaved("Nobody by this name exists; they can't be told anything.")
    telling = Telling(kind, key, item, values, path)
    telling.check()
    tell([citizen.pk], telling)
    return Push.objects.get(citizen=citizen, fingerprint=fingerprint(key))


def push_to(citizens: QuerySet[Citizen], telling: Telling) -> int:
    """Tell all of these who haven't been told yet; gives how many were told.

    Each batch is a transaction of its own: stopped midway, the same call goes on where it was.

    Raises:
        UnknownKind, WrongValues, WrongPath: nobody was told.
    """
    telling.check()
    told = Push.objects.filter(fingerprint=fingerprint(telling.key)).values("citizen")
    ids = list(citizens.exclude(pk__in=told).order_by("pk").values_list("pk", flat=True))
    return sum(tell(batch, telling) for batch in _batches(ids))


def push_audience(audience: str, municipality: Municipality, telling: Telling) -> int:
    """Tell everybody who is in a municipality's audience today; gives how many were told.

    Raises:
        KeyError: the municipality has no such audience.
        UnknownKind, WrongValues, WrongPath: nobody was told.
    """
    return push_to(citizens_in(audience, Viewer(municipality), municipality), telling)


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@transaction.atomic
def tell(citizen_ids: Sequence[int], telling: Telling) -> int:
    """Write the pushes and their letters, in as many queries for five hundred as for one."""
    now = timezone.now()
    made = [
        Push(
            citizen_id=key,
            kind=telling.kind,
            fingerprint=fingerprint(telling.key),
            item_id=telling.item.pk if telling.item else None,
            values=dict(telling.values),
            path=telling.path,
            made_at=now,
        )
        for key in citizen_ids
    ]
    Push.objects.bulk_create(made, ignore_conflicts=True)
    # Whoever was told by somebody else in the meantime keeps that row, under another name.
    written = list(Push.objects.filter(public_id__in=[one.public_id for one in made]))
    write_letters(written, kind_named(telling.kind))
    return len(written)
