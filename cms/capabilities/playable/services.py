"""Remembering what citizens watch. Every call may be repeated, and messages may come late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.capabilities.own import own_about
from cms.capabilities.playable import rules
from cms.capabilities.playable.models import Playback
from cms.capabilities.signals import citizen_advanced
from cms.citizens.models import Citizen
from cms.declarations.capability import chosen_options
from cms.declarations.capability_file import all_about
from cms.events.services import record
from cms.library.models import Item
from cms.media.models import Video
from cms.media.showing import length_of

NAME = "playable"


class NothingToPlay(LookupError):
    """The item has no film."""


def video_field(item: Item | type[Item]) -> str:
    """The name of the field that holds the film."""
    return str(chosen_options(all_about()[NAME], item.declaration, NAME)["video"])


def wanted_share(item: Item) -> int:
    """Per cent that must have been played before it counts."""
    return int(chosen_options(all_about()[NAME], item.declaration, NAME)["share"])


def film_of(item: Item) -> Video | None:
    """The item's film."""
    found: Video | None = getattr(item, video_field(item))
    return found


@transaction.atomic
def save_playback(
    item: Item,
    citizen: Citizen,
    position: float,
    ranges: Iterable[Sequence[float]],
    visit: str = "",
    number: int = 0,
) -> Playback:
    """Remember the position and what was played, in seconds of the film.

    Ranges are added to those known. `visit` names a player at work and `number` counts its
    messages: one that was overtaken adds what was played, but doesn't move the position. Raises
    NothingToPlay, and Nonsense for what can't be.
    """
    now = timezone.now()
    playback = _locked(item, citizen, now)
    length = playback.length
    played = rules.whole_seconds(ranges, length)
    place = rules.position_of(position, length)
    if not (visit and visit == playback.visit and number <= playback.number):
        playback.position, playback.visit, playback.number = place, visit[:32], number
    since_start = (now - playback.started_at).total_seconds()
    seconds = rules.accepted(rules.seconds_of(playback.played), played, since_start)
    playback.played, playback.share = rules.ranges_of(seconds), rules.share_of(seconds, length)
    playback.saved_at = now
    _finish_if(playback.share >= wanted_share(item), playback, item, citizen)
    return playback


@transaction.atomic
def say_watched(item: Item, citizen: Citizen) -> Playback:
    """The citizen says so: seen without scripts, or read instead. Raises NothingToPlay."""
    playback = _locked(item, citizen, timezone.now())
    playback.is_by_hand = playback.is_by_hand or playback.watched_at is None
    _finish_if(True, playback, item, citizen)
    return playback


def _locked(item: Item, citizen: Citizen, now: datetime) -> Playback:
    """The row, for one message at a time; begun anew when the item has another film."""
    video = film_of(item)
    if video is None:
        raise NothingToPlay(item.key)
    new = {"video": video, "length": _whole_length(video), "started_at": now, "saved_at": now}
    Playback.objects.get_or_create(item_id=item.pk, citizen=citizen, defaults=new)
    rows = Playback.objects.select_for_update()
    playback = rows.get(item_id=item.pk, citizen=citizen)
    if playback.video_id != video.pk:
        playback.position, playback.played, playback.share = 0, [], 0
        playback.visit, playback.number = "", 0
        playback.video, playback.started_at = video, now
    playback.length = _whole_length(video)
    return playback


def _finish_if(is_watched: bool, playback: Playback, item: Item, citizen: Citizen) -> None:
    is_new = is_watched and playback.watched_at is None
    if is_new:
        playback.watched_at = timezone.now()
    playback.save()
    if is_new:
        record(citizen, "watched", item)
        citizen_advanced.send(type(item), item=item, citizen=citizen)


def _whole_length(video: Video) -> int:
    return min(max(1, round(length_of(video))), rules.LONGEST)


def seconds_left(item: Item, citizen: Citizen) -> int:
    """How much of the item's film has not been played, in seconds; 0 once it counts as watched."""
    video = film_of(item)
    return seconds_left_of(video, own_about(Playback, item, citizen)) if video else 0


def seconds_left_of(video: Video, playback: Playback | None) -> int:
    """The same for a film and what is known of it."""
    if playback is not None and playback.watched_at:
        return 0
    is_same = playback is not None and playback.video_id == video.pk
    played = rules.seconds_of(playback.played) if playback and is_same else set()
    return max(1, _whole_length(video) - len(played))


def forget(item: Item, citizen: Citizen) -> None:
    """Nothing is remembered of this film."""
    Playback.objects.filter(item_id=item.pk, citizen=citizen).delete()


def playback_of(item: Item, citizen: Citizen) -> Playback | None:
    """How far the citizen has come, or None."""
    return Playback.objects.filter(item_id=item.pk, citizen=citizen).first()


def playbacks_of(citizen: Citizen) -> QuerySet[Playback]:
    """Everything that the citizen has watched some of, the newest first."""
    return Playback.objects.filter(citizen=citizen).order_by("-saved_at", "-pk")
