"""A run's beginning and end: one at a time for a feed, and one that died says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.declarations import Feed
from cms.feeds.faults import FeedFault
from cms.feeds.models import FeedRun, FeedState, RunState

# What is done after the answer has come.
WORK = timedelta(minutes=10)
KEPT = 30


def claim(feed: Feed) -> FeedState | None:
    """Take a feed for oneself for as long as it may take; None where another has it."""
    FeedState.objects.get_or_create(pk=feed.name)
    now = timezone.now()
    until = now + timedelta(seconds=feed.most.seconds) + WORK
    free = FeedState.objects.filter(Q(busy_until=None) | Q(busy_until__lte=now), pk=feed.name)
    if not free.update(busy_until=until):
        return None
    # Whoever had it before died on the way, and the database put everything back.
    died = FeedRun.objects.filter(feed=feed.name, state=RunState.RUNNING)
    died.update(
        state=RunState.BROKEN_OFF,
        ended_at=now,
        reason=_("Hentningen blev afbrudt. Intet er ændret."),
        way_out=_("Den begynder forfra næste gang."),
    )
    return FeedState.objects.get(pk=feed.name)


def release(feed: Feed, now: datetime) -> None:
    """Let others have it, and say when it is due again."""
    due = now + timedelta(minutes=feed.every)
    FeedState.objects.filter(pk=feed.name).update(busy_until=None, due_at=due)
    kept = FeedRun.objects.filter(feed=feed.name).values_list("pk", flat=True)[:KEPT]
    FeedRun.objects.filter(feed=feed.name).exclude(pk__in=list(kept)).delete()


def is_due(feed: Feed) -> bool:
    """Whether it is time to ask again."""
    state = FeedState.objects.filter(pk=feed.name).first()
    return state is None or state.due_at is None or state.due_at <= timezone.now()


def end(run: FeedRun, state: RunState) -> None:
    """Write how it ended."""
    run.state, run.ended_at = state, timezone.now()
    run.save()


def fail(run: FeedRun, fault: FeedFault) -> None:
    """Write why nothing came in."""
    # Counts that the run may hold already were put back with everything else.
    FeedRun.objects.filter(pk=run.pk).update(
        state=RunState.FAILED,
        ended_at=timezone.now(),
        reason=fault.reason,
        way_out=fault.way_out,
    )
    run.refresh_from_db()
