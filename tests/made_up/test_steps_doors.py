"""Steps through the API and at the staff's desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, QueryDict
from django.test import Client

from cms.capabilities.base import UnknownAction, UnknownPage
from cms.capabilities.steps.capability import CAPABILITY
from cms.capabilities.steps.exchange import import_plan
from cms.capabilities.steps.models import QuizAttempt, StepProgress, StepUpload, UploadState
from cms.capabilities.steps.services import complete
from cms.capabilities.steps.uploads import send
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.scope import everything
from cms.municipalities.models import User
from cms.pushes.models import Push
from cms.rights.models import Look
from cms.staff.access import welcome
from tests.made_up.test_steps import PDF, QUESTIONS
from tests.personalisation.conftest import Nation

ANSWER = """mutation($item: ID!, $answers: [StepAnswerInput!]!) {
  answerStep(item: $item, step: "quiz", answers: $answers) { right questions passed } }"""
STEPS = [
    {"id": "quiz", "kind": "quiz", "title": "Prøv", "pass_percent": 100, "questions": QUESTIONS},
    {"id": "send", "kind": "upload", "title": "Send", "text": "<p>x</p>", "waits_for_answer": True},
    {"id": "day", "kind": "class_day", "title": "Kom", "starts": "2027-01-12 09:00"},
    {"id": "late", "kind": "text", "title": "Sidst", "text": "<p>x</p>", "opens_after": "quiz"},
]


@pytest.fixture
def item(make: Callable[..., Item]) -> Item:
    made = make("everything")
    import_plan(made, {"modules": [{"id": "m", "title": "M", "steps": STEPS}]})
    with everything("an editor at work"):
        made.save()
    return made


@pytest.fixture
def karoline(nation: Nation) -> Citizen:
    citizen = nation.citizen()
    citizen.display_name = "Karoline Prøve"
    citizen.save()
    return citizen


def adviser(nation: Nation, of: str) -> User:
    user = User.objects.create(username=f"adviser-{of}")
    welcome(user, "adviser", getattr(nation, of))
    return user


def asked(client: Client, query: str, **variables: Any) -> Any:
    body = json.dumps({"query": query, "variables": variables})
    own = {"GraphQL-Preflight": "1"}
    return client.post("/graphql/", body, content_type="application/json", headers=own).json()


def data(**values: str) -> QueryDict:
    made = QueryDict(mutable=True)
    made.update(values)
    return made


def test_a_quiz_through_the_api(
    item: Item, client_of: Callable[..., Client], karoline: Citizen
) -> None:
    client = client_of(karoline)
    answers = [{"question": "q1", "given": ["a"]}, {"question": "q2", "given": ["cv"]}]
    for _time in range(2):
        found = asked(client, ANSWER, item=item.key, answers=answers)
        assert found["data"]["answerStep"] == {"right": 2, "questions": 2, "passed": True}
    assert QuizAttempt.objects.count() == 1
    query = f'{{ everything(slug: "{item.slug}") {{ myProgress {{ done all }} }} }}'
    assert asked(client, query)["data"]["everything"]["myProgress"] == {"done": 1, "all": 4}


@pytest.mark.parametrize(
    ("step", "code"),
    [("nonsense", "STEP_NOT_FOUND"), ("quiz", "NOT_BY_HAND"), ("late", "STEP_CLOSED")],
)
def test_refusals_have_codes_and_change_nothing(
    step: str, code: str, item: Item, client_of: Callable[..., Client], karoline: Citizen
) -> None:
    query = (
        "mutation($item: ID!, $step: String!) { completeStep(item: $item, step: $step) { done } }"
    )
    found = asked(client_of(karoline), query, item=item.key, step=step)
    assert found["errors"][0]["extensions"]["code"] == code
    assert not StepProgress.objects.exclude(done_at=None).exists()


def test_a_visitor_is_given_titles_and_no_content(
    item: Item, client_of: Callable[..., Client], karoline: Citizen
) -> None:
    fields = "steps { steps { title questions { text } waitsFor } }"
    query = f'{{ everything(slug: "{item.slug}") {{ {fields} }} }}'
    steps = asked(client_of(), query)["data"]["everything"]["steps"][0]["steps"]
    assert [one["title"] for one in steps] == ["Prøv", "Send", "Kom", "Sidst"]
    assert not any(one["questions"] for one in steps)
    steps = asked(client_of(karoline), query)["data"]["everything"]["steps"][0]["steps"]
    assert [one["text"] for one in steps[0]["questions"]] == ["Vælg", "Skriv"]


def test_the_adviser_sees_the_file_and_answers(
    item: Item, karoline: Citizen, nation: Nation
) -> None:
    send(item, karoline, "send", SimpleUploadedFile("cv.pdf", PDF))
    assert not StepProgress.objects.exclude(done_at=None).exists()
    staff, upload = adviser(nation, "thisted"), StepUpload.objects.get()
    assert CAPABILITY.may_look_after(item, staff)
    assert CAPABILITY.desk_in_words(item)
    assert not Look.objects.exists(), "a way that is shown is no look at anybody"
    desk = CAPABILITY.desk(item, staff)
    assert desk is not None
    assert [one["name"] for one in desk.context["uploads"]] == ["Karoline Prøve"]
    assert CAPABILITY.desk_page(item, staff, str(upload.pk)).content == PDF
    assert "step_file" in [word for look in Look.objects.all() for word in look.what]
    refused = CAPABILITY.look_after(item, staff, data(action="returned", upload=str(upload.pk)))
    assert not refused.succeeded
    CAPABILITY.look_after(
        item, staff, data(action="returned", upload=str(upload.pk), answer="Skriv dit navn på.")
    )
    assert StepUpload.objects.get().state == UploadState.RETURNED
    CAPABILITY.look_after(item, staff, data(action="seen", upload=str(upload.pk)))
    assert StepProgress.objects.get(step="send").done_at is not None
    assert Push.objects.filter(citizen=karoline, kind="file_answered").count() == 2


def test_another_municipalitys_adviser_sees_nobody(
    item: Item, karoline: Citizen, nation: Nation
) -> None:
    send(item, karoline, "send", SimpleUploadedFile("cv.pdf", PDF))
    staff, upload = adviser(nation, "aarhus"), StepUpload.objects.get()
    desk = CAPABILITY.desk(item, staff)
    assert desk is not None
    assert desk.context["uploads"] == []
    assert desk.context["days"][0]["people"] == []
    with pytest.raises((UnknownPage, Http404)):
        CAPABILITY.desk_page(item, staff, str(upload.pk))
    with pytest.raises(UnknownAction):
        CAPABILITY.look_after(item, staff, data(action="seen", upload=str(upload.pk)))
    assert StepUpload.objects.get().state == UploadState.WAITING
    assert not Look.objects.exists()


def test_the_adviser_says_who_was_there(item: Item, karoline: Citizen, nation: Nation) -> None:
    send(item, karoline, "send", SimpleUploadedFile("cv.pdf", PDF))
    staff = adviser(nation, "thisted")
    with pytest.raises(Exception, match="day"):
        complete(item, karoline, "day")
    there = data(action="attendance", step="day", there=str(karoline.pk))
    for _time in range(2):
        assert CAPABILITY.look_after(item, staff, there).succeeded
    assert StepProgress.objects.get(step="day").done_at is not None
    CAPABILITY.look_after(item, staff, data(action="attendance", step="day"))
    assert StepProgress.objects.get(step="day").done_at is None


def test_class_days_stand_in_the_calendar_of_those_who_take_it(
    item: Item, karoline: Citizen, nation: Nation, django_assert_num_queries: Any
) -> None:
    year = (datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
    with django_assert_num_queries(1):
        [day] = CAPABILITY.times([item], *year)[item.pk]
    assert (day.note, day.starts) == ("Kom", datetime(2027, 1, 12, 8, tzinfo=UTC))
    assert not CAPABILITY.appointments(karoline, *year)
    send(item, karoline, "send", SimpleUploadedFile("cv.pdf", PDF))
    assert list(CAPABILITY.appointments(karoline, *year)) == [day]
    assert not CAPABILITY.appointments(nation.citizen(), *year)
    assert "Kom" in CAPABILITY.search_texts([item])[item.pk]
