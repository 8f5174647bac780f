"""Ratings in GraphQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene
from graphql import GraphQLError

from cms.capabilities.graphql_tools import citizens_action, own_of_items, own_rows
from cms.capabilities.rating.figures import figures, shown_words
from cms.capabilities.rating.models import Pulse, Rating
from cms.capabilities.rating.rules import InvalidRating, helped_of, stars_of, words_of
from cms.capabilities.rating.services import (
    RatingRefused,
    TooMany,
    answer_pulse,
    rate,
    report,
    withdraw,
)
from cms.capabilities.together import together
from cms.citizens.models import Citizen
from cms.library.models import Item


class RatingWordsType(graphene.ObjectType):
    """Words that a person has let through; never by whom they are."""

    class Meta:
        name = "RatingWords"

    id = graphene.ID(required=True, description="For reportWords")
    stars = graphene.Int(required=True, description="1 to 5")
    words = graphene.String(required=True)


class RatingSummaryType(graphene.ObjectType):
    """How an item is rated."""

    class Meta:
        name = "RatingSummary"

    average = graphene.Float(description="1 to 5; null as long as fewer than five have rated")
    count = graphene.Int(description="Null as long as fewer than five have rated")
    words = graphene.List(graphene.NonNull(RatingWordsType), required=True)

    def resolve_words(root: Any, info: Any) -> Any:  # noqa: N805
        """The newest first."""
        return shown_words(root["item"])


class OwnRatingType(graphene.ObjectType):
    """What the logged-in citizen has given."""

    class Meta:
        name = "OwnRating"

    stars = graphene.Int(required=True)
    words = graphene.String(required=True)
    state = graphene.String(required=True, description="none, waiting, shown or held_back")
    rated_at = graphene.DateTime(required=True)


def _summary(item: Item, _info: Any) -> dict[str, Any]:
    found = together(item).gathered(figures).get(item.pk)
    average = round(found.average, 1) if found else None
    return {"item": item, "average": average, "count": found.count if found else None}


_own_pulses = own_of_items(own_rows(Pulse))


def _own_pulse(item: Item, info: Any) -> str | None:
    found: Pulse | None = _own_pulses(item, info)
    return found.helped if found else None


def _said(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except InvalidRating as error:
        raise GraphQLError(str(error), extensions={"code": "BAD_INPUT"}) from error
    except RatingRefused as error:
        raise GraphQLError(str(error), extensions={"code": "RATING_REFUSED"}) from error
    except TooMany as error:
        text = "That was a lot today. Try again tomorrow."
        raise GraphQLError(text, extensions={"code": "TOO_MANY"}) from error


def _rate(item: Item, citizen: Citizen, stars: int, words: str = "") -> Rating:
    found: Rating = _said(lambda: rate(item, citizen, stars_of(stars), words_of(words)))
    return found


def _withdraw(item: Item, citizen: Citizen) -> bool:
    withdraw(item, citizen)
    return True


def _answer(item: Item, citizen: Citizen, helped: str) -> str:
    found: Pulse = _said(lambda: answer_pulse(item, citizen, helped_of(helped)))
    return found.helped


def _report(item: Item, citizen: Citizen, words: str) -> bool:
    _said(lambda: report(item, citizen, int(words) if words.isdecimal() else 0))
    return True


ITEM = graphene.ID(required=True)
FIELDS = {
    "rating": graphene.Field(graphene.NonNull(RatingSummaryType), resolver=_summary),
    "own_rating": graphene.Field(
        OwnRatingType,
        resolver=own_of_items(own_rows(Rating)),
        description="The logged-in citizen's own; null for visitors.",
    ),
    "own_pulse": graphene.Field(
        graphene.String,
        resolver=_own_pulse,
        description="Whether it helped the logged-in citizen: yes, some or no.",
    ),
}
MUTATIONS = {
    "rate": graphene.Field(
        graphene.NonNull(OwnRatingType),
        item=ITEM,
        stars=graphene.Int(required=True),
        words=graphene.String(description="Read by a person before others see them"),
        resolver=citizens_action("rating", _rate),
        description="Give stars and words, or replace both. May be repeated.",
    ),
    "withdraw_rating": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=ITEM,
        resolver=citizens_action("rating", _withdraw),
        description="Take stars and words back. May be repeated.",
    ),
    "answer_pulse": graphene.Field(
        graphene.NonNull(graphene.String),
        item=ITEM,
        helped=graphene.String(required=True, description="yes, some or no"),
        resolver=citizens_action("rating", _answer),
        description="Say whether it helped, or change the answer. May be repeated.",
    ),
    "report_words": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=ITEM,
        words=graphene.ID(required=True),
        resolver=citizens_action("rating", _report),
        description="Tell that somebody's words shouldn't stand there. May be repeated.",
    ),
}
