"""Films in GraphQL: how far the citizen is, what is said, and telling what was played."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from cms.capabilities.graphql_tools import citizens_action, own_of_items, own_rows
from cms.capabilities.playable.films import films_of
from cms.capabilities.playable.models import Playback
from cms.capabilities.playable.rules import Nonsense
from cms.capabilities.playable.services import NothingToPlay, save_playback
from cms.capabilities.playable.transcript import transcript_of_film
from cms.capabilities.together import together
from cms.citizens.models import Citizen
from cms.library.labels import language
from cms.library.models import Item
from cms.media.transcripts import Passage


class PlaybackType(graphene.ObjectType):
    """How far the logged-in citizen has come with the film."""

    class Meta:
        name = "Playback"

    position = graphene.Float(required=True, description="Seconds from the beginning")
    watched_share = graphene.Int(
        required=True, description="Per cent of the film that were really played"
    )
    watched_at = graphene.DateTime(description="When it came to count as watched; null until then")

    def resolve_watched_share(root: Any, info: Any) -> int:  # noqa: N805
        """What was played, not the farthest place."""
        return int(root.share)


class PassageType(graphene.ObjectType):
    """A sentence of what is said."""

    class Meta:
        name = "Passage"

    start = graphene.Float(required=True, description="Seconds from the beginning")
    end = graphene.Float(required=True, description="Seconds from the beginning")
    text = graphene.String(required=True)


class PlayedRange(graphene.InputObjectType):
    """A stretch that was played."""

    start = graphene.Float(required=True, description="Seconds from the beginning")
    end = graphene.Float(required=True, description="Seconds from the beginning")


def _resolve_transcript(item: Item, info: Any) -> list[Passage]:
    film = together(item).gathered(films_of).get(item.pk)
    found = transcript_of_film(film, language()) if film else None
    return list(found.passages) if found else []


def _save(item: Item, citizen: Citizen, position: float, ranges: list[Any]) -> Playback:
    try:
        return save_playback(item, citizen, position, [(one.start, one.end) for one in ranges])
    except Nonsense as error:
        raise GraphQLError(
            f"This can't have been played: {error}.", extensions={"code": "BAD_INPUT"}
        ) from error
    except NothingToPlay as error:
        raise GraphQLError(
            "The item has no film.", extensions={"code": "NOTHING_TO_PLAY"}
        ) from error


FIELDS = {
    "playback": graphene.Field(
        PlaybackType,
        resolver=own_of_items(own_rows(Playback)),
        description="The logged-in citizen's own; null for visitors and for what isn't begun.",
    ),
    "transcript": graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(PassageType))),
        resolver=_resolve_transcript,
        description="What is said, in the reader's language where there are captions in it.",
    ),
}
MUTATIONS = {
    "save_playback": graphene.Field(
        graphene.NonNull(PlaybackType),
        item=graphene.ID(required=True),
        position=graphene.Float(required=True, description="Seconds from the beginning"),
        ranges=graphene.List(graphene.NonNull(PlayedRange), required=True),
        resolver=citizens_action("playable", _save),
        description=(
            "Tell where the citizen is and what was played. Send it when playing begins and then "
            "every few seconds, each time with all that was played since: what can't have been "
            "played yet isn't counted. May be repeated."
        ),
    )
}
