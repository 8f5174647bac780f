"""Steps on a type that no code knows: through the portal, as a citizen meets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.capabilities.certificate.models import Certificate
from cms.capabilities.completion.models import Completion
from cms.capabilities.registry import all_capabilities, remaining_of
from cms.capabilities.steps.exchange import export_plan, import_plan
from cms.capabilities.steps.models import QuizAttempt, StepProgress, StepUpload, Walk
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from cms.library.registry import item_model
from cms.library.scope import everything
from tests.made_up.conftest import HOST
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"
CHOICES = [{"id": "a", "text": "Ja", "is_right": True}, {"id": "b", "text": "Nej"}]
QUESTIONS = [
    {"id": "q1", "text": "Vælg", "kind": "single", "choices": CHOICES, "explanation": "Fordi."},
    {"id": "q2", "text": "Skriv", "kind": "short", "accepted": "CV\net cv"},
]
MODULES: list[dict[str, Any]] = [
    {
        "id": "m1",
        "title": "Først",
        "steps": [
            {"id": "read", "kind": "text", "title": "Læs", "text": "<p>Hej</p>"},
            {"id": "try", "kind": "exercise", "title": "Øv", "text": "<p>Gør</p>"},
        ],
    },
    {
        "id": "m2",
        "title": "Så",
        "opens_after": "module",
        "steps": [
            {
                "id": "quiz",
                "kind": "quiz",
                "title": "Prøv",
                "pass_percent": 100,
                "questions": QUESTIONS,
            },
            {
                "id": "send",
                "kind": "upload",
                "title": "Send",
                "text": "<p>Dit CV</p>",
                "opens_after": "quiz",
            },
        ],
    },
]


@pytest.fixture
def item(make: Make) -> Item:
    made = make("everything")
    import_plan(made, {"modules": MODULES})
    with everything("an editor at work"):
        made.save()
    return made


def page(item: Item, rest: str = "") -> str:
    return f"/alt/{item.slug}/{rest}"


def press(client: Client, item: Item, number: int, action: str, **data: Any) -> Any:
    return client.post(page(item, f"steps/{number}/"), {"action": action, **data})


def fresh(item: Item) -> Item:
    found: Item = item_model("everything").objects.everything("a test").get(pk=item.pk)
    return found


def test_a_visitor_sees_the_outline_and_is_asked_to_log_in(item: Item, client_of: ClientOf) -> None:
    assert "Øv" in client_of().get(page(item)).content.decode()
    assert "log-ind" in client_of().get(page(item, "steps/1/"))["Location"]
    assert "log-ind" in press(client_of(), item, 1, "done")["Location"]
    assert not Walk.objects.exists()


def test_from_the_first_step_to_the_certificate(
    item: Item, client_of: ClientOf, nation: Nation
) -> None:
    citizen = nation.citizen()
    client = client_of(citizen)
    assert client.get(page(item, "steps/fortsaet/"))["Location"] == page(item, "steps/1/")
    shown = client.get(page(item, "steps/1/")).content.decode()
    assert "Trin 1 af 4" in shown
    assert press(client, item, 1, "done")["Location"] == page(item, "steps/2/")
    press(client, item, 2, "done", note="Mit eget")
    wrong = press(client, item, 3, "answer", q1="b", q2="  Et CV. ")
    again = client.get(wrong["Location"]).content.decode()
    assert "Fordi." in again
    assert "Du svarede rigtigt på 1 af 2" in again
    press(client, item, 3, "answer", q1="a", q2="et cv")
    assert not Certificate.objects.exists()
    press(client, item, 4, "send", file=SimpleUploadedFile("cv.pdf", PDF))
    assert Completion.objects.get(citizen=citizen).finished_at is not None
    assert Certificate.objects.get(citizen=citizen).title == item.slug
    assert Walk.objects.get(citizen=citizen).finished_at is not None


def test_what_comes_first_comes_first(item: Item, client_of: ClientOf, nation: Nation) -> None:
    client = client_of(nation.citizen())
    shown = client.get(page(item, "steps/3/")).content.decode()
    assert "Åbner efter »Først«" in shown
    press(client, item, 3, "answer", q1="a", q2="cv")
    press(client, item, 4, "send", file=SimpleUploadedFile("cv.pdf", PDF))
    assert not QuizAttempt.objects.exists()
    assert not StepUpload.objects.exists()
    assert not StepProgress.objects.exclude(done_at=None).exists()


def test_a_quiz_is_not_done_by_saying_so(item: Item, client_of: ClientOf, nation: Nation) -> None:
    client = client_of(nation.citizen())
    press(client, item, 1, "done")
    press(client, item, 2, "done")
    assert press(client, item, 3, "done").status_code == 404
    assert StepProgress.objects.exclude(done_at=None).count() == 2


def test_an_editor_who_moves_and_rewrites_takes_nothing_from_anybody(
    item: Item, client_of: ClientOf, nation: Nation
) -> None:
    citizen = nation.citizen()
    client = client_of(citizen)
    press(client, item, 1, "done")
    changed = export_plan(fresh(item))
    assert changed is not None
    first, second = changed["modules"][0]["steps"]
    changed["modules"][0]["steps"] = [second, {**first, "title": "Læs igen"}]
    import_plan(item, changed)
    with everything("an editor at work"):
        item.save()
    assert [one.text for one in remaining_of(fresh(item), citizen)] == ["Øv", "Prøv", "Send"]
    # The page from before says which step it meant, though another stands there now.
    press(client, item, 1, "done", step="try")
    assert [one.text for one in remaining_of(fresh(item), citizen)] == ["Prøv", "Send"]


def test_a_draft_changes_nothing_for_citizens(item: Item, nation: Nation) -> None:
    import_plan(item, {"modules": MODULES[:1]})
    with everything("an editor at work"):
        item.save_revision()
        assert len(remaining_of(fresh(item), nation.citizen())) == 4
        fresh(item).get_latest_revision().publish()
    assert len(remaining_of(fresh(item), nation.citizen())) == 2


def test_what_is_exported_can_be_imported(item: Item) -> None:
    said = export_plan(fresh(item))
    other = item_model("everything")(slug="to", owner=item.owner, title="To")
    import_plan(other, said or {})
    with everything("an editor at work"):
        other.save()
    assert export_plan(other) == said


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 a program", b"<script>alert(1)</script>"])
def test_a_file_is_judged_by_its_content(
    content: bytes, item: Item, client_of: ClientOf, nation: Nation
) -> None:
    citizen = nation.citizen()
    client = client_of(citizen)
    for number in (1, 2):
        press(client, item, number, "done")
    press(client, item, 3, "answer", q1="a", q2="cv")
    press(client, item, 4, "send", file=SimpleUploadedFile("cv.pdf", content))
    assert not StepUpload.objects.exists()
    assert not Certificate.objects.exists()


def test_what_is_kept_is_sealed_given_out_and_deleted(
    item: Item, client_of: ClientOf, nation: Nation
) -> None:
    citizen = nation.citizen()
    client = client_of(citizen)
    press(client, item, 1, "done")
    press(client, item, 2, "done", note="Mit eget")
    press(client, item, 3, "answer", q1="a", q2="cv")
    press(client, item, 4, "send", file=SimpleUploadedFile("cv.pdf", PDF))
    upload = StepUpload.objects.get()
    assert PDF not in bytes(upload.sealed)
    assert b"Mit eget" not in bytes(StepProgress.objects.get(step="try").note)
    assert client.get(page(item, "steps/4/fil")).content == PDF
    assert client_of(nation.citizen()).get(page(item, "steps/4/fil")).status_code == 404
    assert "Mit eget" in str(export(citizen))
    assert list(all_capabilities()["steps"].export_citizen(citizen))
    token = Certificate.objects.get().token
    erase(citizen)
    for model in (Walk, StepProgress, QuizAttempt, StepUpload, Certificate):
        assert not model.objects.exists()
    gone = Client(SERVER_NAME=HOST).get(f"/bevis/{token}/")
    assert gone.status_code == 404
    assert "Beviset findes ikke" in gone.content.decode()
