"""Steps in GraphQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene
from django.utils import timezone
from graphql import GraphQLError
from wagtail.rich_text import expand_db_html

from cms.capabilities.graphql_tools import citizen_of, citizens_action, own_rows
from cms.capabilities.steps import services
from cms.capabilities.steps.models import QuizAttempt, Walk
from cms.capabilities.steps.reading import syllabuses_of
from cms.capabilities.steps.rules import remaining
from cms.capabilities.steps.showing import ShownModule, ShownStep, outline
from cms.capabilities.steps.syllabus import Syllabus
from cms.capabilities.together import together
from cms.citizens.models import Citizen
from cms.library.models import Item


class StepChoiceType(graphene.ObjectType):
    """One answer that can be chosen."""

    class Meta:
        name = "StepChoice"

    id = graphene.String(required=True)
    text = graphene.String(required=True)


class StepQuestionType(graphene.ObjectType):
    """One question of a quiz."""

    class Meta:
        name = "StepQuestion"

    id = graphene.String(required=True)
    text = graphene.String(required=True)
    kind = graphene.String(required=True, description="single, multiple or short")
    choices = graphene.List(graphene.NonNull(StepChoiceType), required=True)


class StepType(graphene.ObjectType):
    """One step. Its content is given to citizens to whom it is open."""

    class Meta:
        name = "Step"

    id = graphene.String(required=True, description="Stays the same wherever the step is moved")
    number = graphene.Int(required=True, description="From 1, through all modules")
    kind = graphene.String(required=True)
    title = graphene.String(required=True)
    is_done = graphene.Boolean(required=True)
    waits_for = graphene.String(description="What comes first, in words; null: it is open")
    text = graphene.String(description="HTML")
    video_url = graphene.String()
    questions = graphene.List(graphene.NonNull(StepQuestionType), required=True)
    starts = graphene.DateTime(description="Of a class day")
    ends = graphene.DateTime()
    place = graphene.String()


class StepModuleType(graphene.ObjectType):
    """Steps that belong together."""

    class Meta:
        name = "StepModule"

    id = graphene.String(required=True)
    title = graphene.String(required=True)
    steps = graphene.List(graphene.NonNull(StepType), required=True)


class MyProgressType(graphene.ObjectType):
    """How far the logged-in citizen has come."""

    class Meta:
        name = "MyProgress"

    started_at = graphene.DateTime()
    finished_at = graphene.DateTime()
    done = graphene.Int(required=True)
    all = graphene.Int(required=True)
    last_step = graphene.String(description="The id of the step that was open last")


class QuizResultType(graphene.ObjectType):
    """How a try went."""

    class Meta:
        name = "QuizResult"

    right = graphene.Int(required=True)
    questions = graphene.Int(required=True)
    passed = graphene.Boolean(required=True)
    answered_at = graphene.DateTime(required=True)


class StepAnswerInput(graphene.InputObjectType):
    """An answer: the ids of what is chosen, or the words that were written."""

    question = graphene.String(required=True)
    given = graphene.List(graphene.NonNull(graphene.String), required=True)


def _steps(item: Item, info: Any) -> list[dict[str, Any]]:
    citizen, syllabus = citizen_of(info), _syllabus(item)
    done = _done(item, citizen) if citizen else set()
    lines = outline(item, syllabus, done, timezone.now())
    return [_module(one, is_citizen=citizen is not None) for one in lines]


def _syllabus(item: Item) -> Syllabus:
    found: Syllabus = together(item).gathered(syllabuses_of)[item.pk]
    return found


def _done(item: Item, citizen: Citizen) -> set[str]:
    found: set[str] = together(item).gathered_for(citizen, services.done_among)[item.pk]
    return found


_walks = own_rows(Walk)


def _module(shown: ShownModule, *, is_citizen: bool) -> dict[str, Any]:
    steps = [_step(one, is_citizen=is_citizen) for one in shown.steps]
    return {"id": shown.module.id, "title": shown.module.title, "steps": steps}


def _step(shown: ShownStep, *, is_citizen: bool) -> dict[str, Any]:
    step = shown.step
    said: dict[str, Any] = {
        "id": step.id,
        "number": step.number,
        "kind": step.kind,
        "title": step.title,
        "is_done": shown.is_done,
        "waits_for": shown.waiting or None,
        "questions": [],
    }
    for name in ("starts", "ends", "place"):
        said[name] = step.content.get(name) or None
    if not is_citizen or shown.waiting:
        return said
    text, video = step.content.get("text"), step.content.get("video")
    said["text"] = expand_db_html(text.source) if text else None
    said["video_url"] = video.url if video else None
    said["questions"] = list(step.quiz.questions) if step.quiz else []
    return said


def _my_progress(item: Item, info: Any) -> dict[str, Any] | None:
    citizen = citizen_of(info)
    return _progress(item, citizen) if citizen else None


def _progress(item: Item, citizen: Citizen) -> dict[str, Any]:
    syllabus = _syllabus(item)
    walk = together(item).gathered_for(citizen, _walks).get(item.pk)
    left = remaining(syllabus, _done(item, citizen))
    return {
        "started_at": walk and walk.started_at,
        "finished_at": walk and walk.finished_at,
        "done": len(syllabus.steps) - len(left),
        "all": len(syllabus.steps),
        "last_step": (walk and walk.last_step) or None,
    }


REFUSALS = {
    services.NoSuchStep: ("STEP_NOT_FOUND", "There is no such step here. Read `steps` again."),
    services.StepClosed: ("STEP_CLOSED", "Something comes first: see the step's `waitsFor`."),
    services.NotByHand: ("NOT_BY_HAND", "This step is not done by saying so."),
}


def _typed(act: Callable[..., Any]) -> Callable[..., Any]:
    def acted(item: Item, citizen: Citizen, **arguments: Any) -> Any:
        try:
            return act(item, citizen, **arguments)
        except tuple(REFUSALS) as error:
            code, words = REFUSALS[type(error)]
            raise GraphQLError(words, extensions={"code": code}) from error

    return acted


@_typed
def _complete(item: Item, citizen: Citizen, step: str) -> dict[str, Any]:
    services.complete(item, citizen, step)
    return _progress(item, citizen)


@_typed
def _answer(item: Item, citizen: Citizen, step: str, answers: list[Any]) -> QuizAttempt:
    given = {one["question"]: one["given"] for one in answers}
    return services.answer(item, citizen, step, given)


@_typed
def _note(item: Item, citizen: Citizen, step: str, note: str) -> bool:
    services.write_note(item, citizen, step, note)
    return True


FIELDS = {
    "steps": graphene.Field(
        graphene.List(graphene.NonNull(StepModuleType), required=True),
        resolver=_steps,
        description="Modules with their steps. What is done is the logged-in citizen's own.",
    ),
    "my_progress": graphene.Field(
        MyProgressType, resolver=_my_progress, description="Null for visitors."
    ),
}
MUTATIONS = {
    "complete_step": graphene.Field(
        graphene.NonNull(MyProgressType),
        item=graphene.ID(required=True),
        step=graphene.String(required=True),
        resolver=citizens_action("steps", _complete),
        description="A text, video, exercise or class day is done. May be repeated.",
    ),
    "answer_step": graphene.Field(
        graphene.NonNull(QuizResultType),
        item=graphene.ID(required=True),
        step=graphene.String(required=True),
        answers=graphene.List(graphene.NonNull(StepAnswerInput), required=True),
        resolver=citizens_action("steps", _answer),
        description="Try a quiz. The same answers again are the same try.",
    ),
    "note_step": graphene.Field(
        graphene.NonNull(graphene.Boolean),
        item=graphene.ID(required=True),
        step=graphene.String(required=True),
        note=graphene.String(required=True),
        resolver=citizens_action("steps", _note),
        description="Keep one's own note to a step; an empty one removes it. May be repeated.",
    ),
}
