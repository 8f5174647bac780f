"""An approver's click takes nothing from anybody past the warning."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from cms.library.choices import Decision, decide
from cms.library.models import Item
from cms.library.scope import everything
from cms.library.sharing import Sharing
from cms.municipalities.models import User
from tests.submissions.conftest import NewItem, Town, draft, fresh, rewritten, titles, town
from tests.support.forms import posted

__all__ = ["draft", "town"]
REJECT = {"action-workflow-action": "1", "workflow-action-name": "reject"}
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


@pytest.fixture
def shown(town: Town, draft: NewItem) -> Item:
    """Vejen's activity that Aarhus shows; a draft keeps it to Vejen."""
    writer = town["vejen-redaktør"]
    item = draft("activity", town.vejen, writer, sharing=Sharing.OFFERED, activity_kind="workshop")
    fresh(item).latest_revision.publish(user=writer, skip_permission_checks=True)
    decide([fresh(item)], town.aarhus, Decision.TAKE)
    return rewritten(item, writer, sharing=Sharing.PRIVATE)


@pytest.fixture
def task(town: Town, shown: Item) -> TaskState:
    """The draft waits for an approver."""
    work = Workflow.objects.create(name="Godkendelse")
    approval = GroupApprovalTask.objects.create(name="Godkend")
    WorkflowTask.objects.create(workflow=work, task=approval, sort_order=0)
    kind = ContentType.objects.get_for_model(type(shown))
    WorkflowContentType.objects.create(workflow=work, content_type=kind)
    with everything("test"):
        work.start(fresh(shown), town["vejen-redaktør"])
    return TaskState.objects.get()


@pytest.fixture
def approver(db: None) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.create_superuser("over", password="x"))
    return client


def form_of(item: Item) -> str:
    return reverse(type(item).snippet_viewset.get_url_name("edit"), args=[item.pk])


def answered(approver: Client, item: Item, step: dict[str, str]) -> Any:
    """Press a button of the form as it stands."""
    return approver.post(form_of(item), posted(approver.get(form_of(item))) | step)


@pytest.mark.parametrize("headers", [{}, {"x-requested-with": "XMLHttpRequest"}])
def test_a_click_beside_the_form_leads_to_the_form(
    town: Town, shown: Item, task: TaskState, approver: Client, headers: dict[str, str]
) -> None:
    address = type(shown).snippet_viewset.get_url_name("workflow_action")
    click = reverse(address, args=[shown.pk, "approve", task.pk])
    answer = approver.post(click, headers=headers)
    assert form_of(shown) in (answer.headers.get("Location") or answer.content.decode())
    assert "Intet er ændret" in approver.get(form_of(shown)).content.decode()
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_IN_PROGRESS
    assert titles(town.aarhus) == ["Åbent hus"]


def test_the_form_asks_the_approver_once(
    town: Town, shown: Item, task: TaskState, approver: Client
) -> None:
    refused = answered(approver, shown, APPROVE)
    assert "1 kommune viser det: Aarhus" in refused.content.decode()
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_IN_PROGRESS
    assert titles(town.aarhus) == ["Åbent hus"]
    assert answered(approver, shown, APPROVE | {"loss_confirmed": "on"}).status_code == 302
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_APPROVED
    assert titles(town.aarhus) == []


def test_saying_no_takes_nothing_and_asks_nothing(
    town: Town, shown: Item, task: TaskState, approver: Client
) -> None:
    assert answered(approver, shown, REJECT).status_code == 302
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_REJECTED
    assert titles(town.aarhus) == ["Åbent hus"]


def test_what_takes_nothing_is_approved_with_one_click(
    town: Town, shown: Item, task: TaskState, approver: Client
) -> None:
    revision = task.revision
    revision.content["sharing"] = Sharing.OFFERED
    revision.save()
    address = type(shown).snippet_viewset.get_url_name("workflow_action")
    approver.post(reverse(address, args=[shown.pk, "approve", task.pk]))
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_APPROVED
