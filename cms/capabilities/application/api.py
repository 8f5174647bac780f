"""Applications in GraphQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import graphene
from graphql import GraphQLError

from cms.capabilities.application.models import Application, ApplicationStep
from cms.capabilities.application.rules import CITIZEN, Terms, moves
from cms.capabilities.application.services import (
    ApplicationClosed,
    Given,
    OtherPlace,
    TooManyEnclosed,
    WrongStep,
    keep_state,
    send,
    withdraw,
)
from cms.capabilities.application.standing import applied_among, questions_among, terms_among
from cms.capabilities.application.written import LetterTooLong
from cms.capabilities.graphql_tools import citizens_action, of_items, own_of_items
from cms.capabilities.questions import MissingAnswer, WrongAnswer, choices_in
from cms.citizens.models import Citizen
from cms.documents.services import NoSuchDocument
from cms.library.models import Item

# What went wrong, its code, and the way out.
REFUSALS: Mapping[type[Exception], tuple[str, str]] = {
    ApplicationClosed: ("APPLICATION_CLOSED", "The last day has passed. Ask those who own it."),
    OtherPlace: ("WRONG_PLACE", "See `applicationForm { where }`: it says which mutation to use."),
    WrongStep: ("WRONG_STEP", "It can't go there now. See `application { moves }`."),
    MissingAnswer: ("ANSWER_MISSING", "Answer every required question of `applicationForm`."),
    WrongAnswer: ("BAD_INPUT", "An answer isn't one of those to choose between, or too long."),
    LetterTooLong: ("BAD_INPUT", "The letter is too long. Send it as a document."),
    TooManyEnclosed: ("BAD_INPUT", "Too many documents. Ten will do."),
    NoSuchDocument: ("NOT_FOUND", "Take the documents' ids from `me { documents }`."),
}


class StepType(graphene.ObjectType):
    """A step that an application took."""

    class Meta:
        name = "ApplicationStep"

    state = graphene.String(required=True)
    day = graphene.Date(required=True)
    by_owner = graphene.Boolean(required=True, description="Taken by those one applies to")
    words = graphene.String(required=True, description="What they wrote with it")


class ApplicationType(graphene.ObjectType):
    """The logged-in citizen's own application."""

    class Meta:
        name = "Application"

    where = graphene.String(required=True, description="here or elsewhere")
    state = graphene.String(
        required=True,
        description="here: received, reading, invited, no, withdrawn; elsewhere: will_apply, "
        "applied, interview, offer, no, withdrawn",
    )
    sent_at = graphene.DateTime()
    changed_at = graphene.DateTime(required=True)
    meets_at = graphene.DateTime(description="When one is to come and talk")
    apply_on = graphene.Date(description="The day on which one means to apply")
    letter = graphene.String(required=True)
    documents = graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="The papers that were sent along"
    )
    history = graphene.List(graphene.NonNull(StepType), required=True)
    moves = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Where one can take it now"
    )

    def resolve_letter(root: Any, info: Any) -> str:  # noqa: N805
        """As it was written."""
        said: str = root.written.letter
        return said

    def resolve_documents(root: Any, info: Any) -> list[str]:  # noqa: N805
        """Their ids, as `me { documents }` has them."""
        return [str(one.document.public_id) for one in root.sent_papers.all()]

    def resolve_history(root: Any, info: Any) -> Sequence[ApplicationStep]:  # noqa: N805
        """In order."""
        return list(root.application_steps.all())

    def resolve_moves(root: Any, info: Any) -> Sequence[str]:  # noqa: N805
        """The states, in their order."""
        return moves(root.where, CITIZEN, root.state)


class QuestionType(graphene.ObjectType):
    """A question to those who apply here."""

    class Meta:
        name = "ApplicationQuestion"

    id = graphene.ID(required=True)
    text = graphene.String(required=True)
    kind = graphene.String(required=True, description="text, yes_no or choice")
    choices = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="What to choose between"
    )
    required = graphene.Boolean(required=True)

    def resolve_id(root: Any, info: Any) -> int:  # noqa: N805
        """What `sendApplication` names it by."""
        return int(root.pk)

    def resolve_choices(root: Any, info: Any) -> Sequence[str]:  # noqa: N805
        """One from each line."""
        return choices_in(root.choices)


class FormType(graphene.ObjectType):
    """How one applies."""

    class Meta:
        name = "ApplicationForm"

    where = graphene.String(required=True, description="here or elsewhere")
    deadline = graphene.DateTime(description="The last moment; null: none")
    address = graphene.String(required=True, description="Where one applies, when elsewhere")
    questions = graphene.List(graphene.NonNull(QuestionType), required=True)


def _forms(items: Sequence[Item]) -> dict[int, dict[str, Any]]:
    terms, questions = terms_among(items), questions_among(items)
    return {key: _form(terms[key], questions[key]) for key in terms}


def _form(terms: Terms, questions: Sequence[Any]) -> dict[str, Any]:
    return {
        "where": terms.where,
        "deadline": terms.deadline,
        "address": terms.address,
        "questions": questions,
    }


class ApplicationAnswer(graphene.InputObjectType):
    """The answer to one question."""

    question = graphene.ID(required=True)
    answer = graphene.String(required=True, description="yes or no, where that is the question")


def _refusing(act: Callable[..., Any]) -> Callable[..., Any]:
    """What can't be done is said with its code."""

    def checked(item: Item, citizen: Citizen, **given: Any) -> Any:
        try:
            return act(item, citizen, **given)
        except tuple(REFUSALS) as error:
            code, way_out = REFUSALS[type(error)]
            raise GraphQLError(way_out, extensions={"code": code}) from error

    return checked


def _send(
    item: Item,
    citizen: Citizen,
    answers: Sequence[Mapping[str, str]] = (),
    **given: Any,
) -> Application:
    by_key = {int(a["question"]): a["answer"] for a in answers if str(a["question"]).isdecimal()}
    return send(item, citizen, Given(answers=by_key, **given))


def _keep(
    item: Item,
    citizen: Citizen,
    state: str,
    day: date | None = None,
    meets_at: datetime | None = None,
) -> Application:
    return keep_state(item, citizen, state, day, meets_at)


def _withdraw(item: Item, citizen: Citizen) -> bool:
    withdraw(item, citizen)
    return True


FIELDS = {
    "application": graphene.Field(ApplicationType, resolver=own_of_items(applied_among)),
    "application_form": graphene.Field(graphene.NonNull(FormType), resolver=of_items(_forms)),
}
MUTATIONS = {
    "send_application": graphene.Field(
        graphene.NonNull(ApplicationType),
        item=graphene.ID(required=True),
        called=graphene.String(),
        contact=graphene.String(),
        letter=graphene.String(),
        answers=graphene.List(graphene.NonNull(ApplicationAnswer)),
        documents=graphene.List(graphene.NonNull(graphene.ID)),
        resolver=citizens_action("application", _refusing(_send)),
        description="Apply here. May be repeated: until they read it, what was sent is put right.",
    ),
    "keep_application": graphene.Field(
        graphene.NonNull(ApplicationType),
        item=graphene.ID(required=True),
        state=graphene.String(required=True),
        day=graphene.Date(),
        meets_at=graphene.DateTime(),
        resolver=citizens_action("application", _refusing(_keep)),
        description="Note how far one has come with what one applies for elsewhere. "
        "May be repeated.",
    ),
    "withdraw_application": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=graphene.ID(required=True),
        resolver=citizens_action("application", _refusing(_withdraw)),
        description="Take an application back. May be repeated.",
    ),
}
