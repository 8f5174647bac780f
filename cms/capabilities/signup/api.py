"""Sign-up in GraphQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from graphql import GraphQLError

from cms.capabilities.graphql_tools import citizens_action, of_items, own_of_items
from cms.capabilities.questions import MissingAnswer, WrongAnswer, choices_in
from cms.capabilities.signup.models import Signup, SignupQuestion
from cms.capabilities.signup.services import CancelTooLate, SignupClosed, sign_off, sign_up
from cms.capabilities.signup.standing import (
    place_in_line,
    questions_among,
    seatings,
    signed_up_among,
)
from cms.citizens.models import Citizen
from cms.library.models import Item


class SignupType(graphene.ObjectType):
    """The logged-in citizen's own sign-up."""

    class Meta:
        name = "Signup"

    state = graphene.String(required=True, description="seated or waiting")
    signed_up_at = graphene.DateTime(required=True)
    place_in_line = graphene.Int(description="Number on the waiting list, from 1")

    def resolve_place_in_line(root: Any, info: Any) -> int | None:  # noqa: N805
        """None for those who have a seat."""
        return place_in_line(root)


class SeatingType(graphene.ObjectType):
    """How an item stands."""

    class Meta:
        name = "Seating"

    seats = graphene.Int(description="Null: no limit")
    free = graphene.Int(description="Null: no limit")
    waiting = graphene.Int(required=True)
    deadline = graphene.DateTime(description="The last moment to sign up")
    cancel_until = graphene.DateTime(description="The last moment to give a seat back")
    is_closed = graphene.Boolean(required=True, description="Its owners take nobody new")


class SignupQuestionType(graphene.ObjectType):
    """A question to those who sign up."""

    class Meta:
        name = "SignupQuestion"

    id = graphene.ID(required=True)
    text = graphene.String(required=True)
    kind = graphene.String(required=True, description="text, yes_no or choice")
    choices = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="What to choose between"
    )
    required = graphene.Boolean(required=True)

    def resolve_id(root: SignupQuestion, info: Any) -> int:  # noqa: N805
        """What `signUp` names it by."""
        return int(root.pk)

    def resolve_choices(root: SignupQuestion, info: Any) -> Sequence[str]:  # noqa: N805
        """One from each line."""
        return choices_in(root.choices)


class SignupAnswer(graphene.InputObjectType):
    """The answer to one question."""

    question = graphene.ID(required=True)
    answer = graphene.String(required=True, description="yes or no, where that is the question")


def _sign_up(
    item: Item, citizen: Citizen, answers: Sequence[Mapping[str, str]] | None = None
) -> Signup:
    try:
        return sign_up(item, citizen, _by_key(answers))
    except SignupClosed as error:
        raise _refused("The deadline has passed. Ask the municipality.", "SIGNUP_CLOSED") from error
    except MissingAnswer as error:
        raise _refused(f"Answer this first: {error}", "ANSWER_MISSING") from error
    except WrongAnswer as error:
        raise _refused(f"This can't be the answer to: {error}", "BAD_INPUT") from error


def _by_key(answers: Sequence[Mapping[str, str]] | None) -> dict[int, str] | None:
    if answers is None:
        return None
    return {int(a["question"]): a["answer"] for a in answers if str(a["question"]).isdecimal()}


def _refused(message: str, code: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})


def _sign_off(item: Item, citizen: Citizen) -> bool:
    try:
        sign_off(item, citizen)
    except CancelTooLate as error:
        raise _refused(
            "The last day to sign off has passed. Write or call those who hold it.",
            "CANCEL_TOO_LATE",
        ) from error
    return True


FIELDS = {
    "signup": graphene.Field(SignupType, resolver=own_of_items(signed_up_among)),
    "seating": graphene.Field(graphene.NonNull(SeatingType), resolver=of_items(seatings)),
    "signup_questions": graphene.Field(
        graphene.List(graphene.NonNull(SignupQuestionType), required=True),
        resolver=of_items(questions_among),
        description="What `signUp` must or may be given answers to.",
    ),
}
MUTATIONS = {
    "sign_up": graphene.Field(
        graphene.NonNull(SignupType),
        item=graphene.ID(required=True),
        answers=graphene.List(graphene.NonNull(SignupAnswer)),
        resolver=citizens_action("signup", _sign_up),
        description="Take a seat or a place on the waiting list. May be repeated: the seat stays, "
        "and answers, where given, are written anew.",
    ),
    "sign_off": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=graphene.ID(required=True),
        resolver=citizens_action("signup", _sign_off),
        description="Give the seat back. May be repeated.",
    ),
}
