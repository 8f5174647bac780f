"""The nightly run: finds in rows of bits who could move at all, and walks those alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.journeys.book import CompiledMove, current_journeys
from cms.journeys.models import Proposal, Standing
from cms.journeys.walking import walk
from cms.personalisation.book import current_book
from cms.personalisation.crowd import Bits, Crowd

BATCH = 500


def walk_all(citizens: QuerySet[Citizen] | None = None, now: datetime | None = None) -> int:
    """Walk everybody whom a rule could move, and give how many steps were taken."""
    moment = now or timezone.now()
    everybody = Citizen.objects.filter(moved_away_at=None) if citizens is None else citizens
    keys = movable(everybody, moment)
    steps = 0
    for start in range(0, len(keys), BATCH):
        some = everybody.filter(pk__in=keys[start : start + BATCH])
        steps += sum(walk(one, moment) for one in some.select_related("municipality"))
    return steps


def movable(citizens: QuerySet[Citizen], now: datetime) -> list[int]:
    """The primary keys of those whom some move fits, or whose proposal may have lapsed."""
    crowd = Crowd(citizens, current_book().vocabulary, timezone.localdate(now))
    found: Bits = crowd.bits_of(
        Proposal.objects.filter(status=Proposal.Status.OPEN).values_list("citizen_id", flat=True)
    )
    for moves in current_journeys().moves.values():
        for one in moves:
            found |= _ready(crowd, one, now) & crowd.fitting(one.tree)
    return list(crowd.keys_in(found))


def _ready(crowd: Crowd, one: CompiledMove, now: datetime) -> Bits:
    """Those who have been long enough where the move begins.

    Who has no row is where the journey begins, since the first visit.
    """
    limit = now - timedelta(days=one.move.after_days)
    rows = Standing.objects.filter(journey=one.journey.name)
    here = rows.filter(state__in=one.move.from_, since__lte=limit)
    found = crowd.bits_of(here.values_list("citizen_id", flat=True))
    if one.journey.start not in one.move.from_:
        return found
    elsewhere = crowd.bits_of(rows.values_list("citizen_id", flat=True))
    came = crowd.citizens.filter(created_at__lte=limit).values_list("pk", flat=True)
    return found | (crowd.bits_of(came) & ~elsewhere)
