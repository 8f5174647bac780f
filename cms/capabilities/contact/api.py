"""Whom to ask, and questions, in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from cms.capabilities.contact.models import Question
from cms.capabilities.contact.services import (
    InvalidText,
    TooMany,
    ask,
    asked_about,
    is_answered_by_people,
    take_back,
)
from cms.capabilities.contact.whom import Whom, whom
from cms.capabilities.graphql_tools import citizen_of, citizens_action
from cms.capabilities.registry import all_capabilities
from cms.capabilities.together import together
from cms.citizens.models import Citizen
from cms.library.models import Item


class ContactHoursType(graphene.ObjectType):
    """One line of opening hours, in the reader's language."""

    class Meta:
        name = "ContactHours"

    days = graphene.String(required=True)
    times = graphene.String(required=True)


class ContactDetailsType(graphene.ObjectType):
    """Whom one can ask."""

    class Meta:
        name = "ContactDetails"

    words = graphene.String(required=True, description="The item's own words; may be empty")
    name = graphene.String(required=True, description="The municipality; empty where none is known")
    mail = graphene.String(required=True)
    telephone = graphene.String(required=True)
    hours = graphene.List(graphene.NonNull(ContactHoursType), required=True)


class QuestionType(graphene.ObjectType):
    """A question of the logged-in citizen's own."""

    class Meta:
        name = "Question"

    id = graphene.ID(required=True)
    text = graphene.String(required=True)
    asked_at = graphene.DateTime(required=True)
    answer = graphene.String(required=True, description="Empty as long as nobody has answered")
    answered_at = graphene.DateTime()


def _details(item: Item, info: Any) -> Whom:
    named = all_capabilities()["contact"].options(item)["field"]
    return whom(item, citizen_of(info), named)


def _questions(item: Item, info: Any) -> Any:
    citizen = citizen_of(info)
    return together(item).gathered_for(citizen, asked_about).get(item.pk, []) if citizen else []


def _ask(item: Item, citizen: Citizen, text: str) -> Question:
    asks = all_capabilities()["contact"].options(item)["questions"]
    if not (asks and is_answered_by_people(item)):
        text = "Nobody answers questions about this here. Use the contact details."
        raise GraphQLError(text, extensions={"code": "NOBODY_ANSWERS"})
    try:
        return ask(item, citizen, text)
    except InvalidText as error:
        raise GraphQLError(str(error), extensions={"code": "BAD_INPUT"}) from error
    except TooMany as error:
        text = "That was a lot today. Try again tomorrow."
        raise GraphQLError(text, extensions={"code": "TOO_MANY"}) from error


def _take_back(item: Item, citizen: Citizen, question: str) -> bool:
    if question.isdecimal():
        take_back(item, citizen, int(question))
    return True


FIELDS = {
    "contact_details": graphene.Field(
        graphene.NonNull(ContactDetailsType), resolver=_details, description="Whom one can ask."
    ),
    "own_questions": graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(QuestionType))),
        resolver=_questions,
        description="The logged-in citizen's own, the newest first; empty for visitors.",
    ),
}
MUTATIONS = {
    "ask_about": graphene.Field(
        graphene.NonNull(QuestionType),
        item=graphene.ID(required=True),
        text=graphene.String(required=True),
        resolver=citizens_action("contact", _ask),
        description="Ask a person about an item. The same waiting words are one question.",
    ),
    "take_back_question": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=graphene.ID(required=True),
        question=graphene.ID(required=True),
        resolver=citizens_action("contact", _take_back),
        description="Delete a question and its answer. May be repeated.",
    ),
}
