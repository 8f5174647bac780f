"""Playable: a film is watched, heard, read and searched, and remembered where one left it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.capabilities.base import Capability, UnknownAction
from cms.capabilities.own import own_about, own_of
from cms.capabilities.pieces import Engagement, Fragment, Happening, Outcome, Remaining
from cms.capabilities.playable import spoken
from cms.capabilities.playable.films import whole_film_of
from cms.capabilities.playable.models import Playback
from cms.capabilities.playable.rules import Nonsense, parse_ranges
from cms.capabilities.playable.services import (
    NothingToPlay,
    forget,
    playback_of,
    playbacks_of,
    save_playback,
    say_watched,
    seconds_left,
    video_field,
)
from cms.capabilities.playable.showing import fragment_context
from cms.capabilities.playable.transcript import texts_of, told_to_machines
from cms.citizens.models import Citizen
from cms.library.models import Item


class PlayableCapability(Capability):
    """Works on any type with a field of kind video."""

    name = "playable"
    own_models = (Playback,)
    # The citizen's own field is null for visitors.
    graphql_access = {
        "playback": "public",
        "transcript": "public",
        "Playback": "public",
        "Passage": "public",
        "save_playback": "citizen",
    }

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """The player, and beside it what is said."""
        video = whole_film_of(item)
        if video is None:
            return None
        playback = own_about(Playback, item, citizen) if citizen else None
        context = fragment_context(item, video, playback) | {"citizen": citizen}
        return Fragment("playable/fragment.html", context, comes_first=True)

    def shown_fields(self, item: Item) -> Collection[str]:
        """The film."""
        return (video_field(item),)

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`save` with `position`, `ranges`, `visit` and `number`; `seen`; or `forget`."""
        match data.get("action"):
            case "save":
                return _try_save(item, citizen, data)
            case "seen":
                return _try_say(item, citizen)
            case "forget":
                forget(item, citizen)
                return Outcome(_("Vi har glemt, hvor langt du var nået."))
        raise UnknownAction(data.get("action", ""))

    def remaining(self, item: Item, citizen: Citizen) -> Sequence[Remaining]:
        """The rest of the film."""
        left = seconds_left(item, citizen)
        if not left:
            return ()
        said = _("Se resten af videoen: %(length)s") % {"length": spoken.length(left)}
        return (Remaining(said, "film"),)

    def search_texts(self, items: Sequence[Item]) -> Mapping[int, str]:
        """All that is said."""
        return texts_of(items)

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """The film, its words and its parts."""
        return told_to_machines(item)

    def graphql_fields(self) -> Mapping[str, Any]:
        """`playback` and `transcript` on every type that names the capability."""
        from cms.capabilities.playable.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`savePlayback`."""
        from cms.capabilities.playable.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen has begun to watch and not finished."""
        begun = [row for row in own_of(Playback, citizen) if row.share and not row.watched_at]
        newest = sorted(begun, key=lambda row: (row.saved_at, row.pk), reverse=True)
        return [Engagement(row.item_id, _how_far(row.position, row.length)) for row in newest]

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen watched what."""
        for row in own_of(Playback, citizen):
            if row.watched_at:
                yield Happening(row.watched_at, row.item_id, _("Du så"))

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has watched, second by second."""
        for row in playbacks_of(citizen).select_related("item"):
            yield {
                "item": row.item.key,
                "position": row.position,
                "played": row.played,
                "share": row.share,
                "started_at": row.started_at.isoformat(),
                "saved_at": row.saved_at.isoformat(),
                "watched_at": row.watched_at and row.watched_at.isoformat(),
                "said_by_hand": row.is_by_hand,
            }

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget all of it."""
        playbacks_of(citizen).delete()


def _how_far(position: float, length: int) -> str:
    here, whole = spoken.reached(position, length)
    return _("Du er nået %(here)s af %(whole)s") % {"here": here, "whole": whole}


def _try_save(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    """Said to nobody but the player, unless the film has just come to count as watched."""
    before = playback_of(item, citizen)
    try:
        after = save_playback(
            item,
            citizen,
            _number(data.get("position", "")),
            parse_ranges(data.get("ranges", "")),
            data.get("visit", ""),
            int(_number(data.get("number", "0"), 2**31 - 1)),
        )
    except (Nonsense, NothingToPlay):
        return Outcome(_("Vi kunne ikke gemme, hvor langt du er nået."), succeeded=False)
    if after.watched_at and not (before and before.watched_at):
        return Outcome(_("Du har set videoen. Vi har skrevet det ned."))
    return Outcome("")


def _number(written: str, most: float = math.inf) -> float:
    try:
        number = float(written)
    except ValueError as error:
        raise Nonsense(written[:80]) from error
    if not 0 <= number <= most or math.isinf(number):
        raise Nonsense(written[:80])
    return number


def _try_say(item: Item, citizen: Citizen) -> Outcome:
    try:
        say_watched(item, citizen)
    except NothingToPlay:
        return Outcome(_("Her er ingen video."), succeeded=False)
    return Outcome(_("Godt. Vi har skrevet ned, at du har set eller læst det."))


CAPABILITY = PlayableCapability()
