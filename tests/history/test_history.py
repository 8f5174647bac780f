"""Everything that changes is written down, for the right eyes, and stays written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.history.models import HistoryEntry, HistoryIsKept
from cms.library.choices import Decision, Mandatory, decide
from cms.library.models import Item
from cms.library.overlays import write_overlay
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import Municipality, User
from cms.staff.access import welcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def vejen(nation: Path) -> Municipality:
    """A municipality with a demo editor and administrator."""
    return Municipality.objects.get(slug="vejen")


@pytest.fixture(autouse=True)
def written_before(nation: Path) -> int:
    """The nation has a history of its own; the last entry's key."""
    last = HistoryEntry.objects.order_by("pk").last()
    return last.pk if last else 0


def written_since(key: int) -> list[HistoryEntry]:
    """What has been written since, newest first."""
    return list(HistoryEntry.objects.filter(pk__gt=key))


def logged_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def offered(sharing: str = "offered") -> Item:
    """A shared national item with a field that may be overridden."""
    with everything("test"):
        for bare in Item.objects.filter(owner__slug="national", sharing=sharing, live=True):
            model = item_model(bare.type_name)
            if model.declaration.overridable:
                return model.objects.get(pk=bare.pk)
    raise AssertionError(f"the nation shares nothing that is {sharing}")


def test_a_decision_on_the_shelf_is_written_with_before_and_after(vejen: Municipality) -> None:
    item = offered()
    decide([item], vejen, Decision.LEAVE)
    decide([item], vejen, Decision.TAKE)
    entry = HistoryEntry.objects.filter(owner=vejen).first()
    assert (entry.action, entry.label) == ("shelf.take", str(item))
    assert entry.data["changes"] == {"taken": {"before": False, "after": True}}


def test_a_refused_decision_writes_nothing(vejen: Municipality, written_before: int) -> None:
    with pytest.raises(Mandatory):
        decide([offered("mandatory")], vejen, Decision.LEAVE)
    assert not written_since(written_before)


def test_own_words_are_written_and_taken_back(vejen: Municipality) -> None:
    item = offered()
    field = item.declaration.overridable[0]
    write_overlay(item, vejen, {field: "Vejens egne ord"})
    write_overlay(item, vejen, {})
    taken_back, written = HistoryEntry.objects.filter(owner=vejen)[:2]
    assert written.data["changes"][field]["after"] == "Vejens egne ord"
    assert taken_back.data["changes"][field] == {"before": "Vejens egne ord", "after": None}


def test_an_edit_in_the_admin_says_who_and_what(vejen: Municipality, written_before: int) -> None:
    with everything("test"):
        bare = Item.objects.filter(owner=vejen).first()
        item = item_model(bare.type_name).objects.get(pk=bare.pk)
        title = item.declaration.title_field
        before = getattr(item, title)
        item.save_revision()
        setattr(item, title, "Et nyt navn")
        user = User.objects.get(username="vejen-redaktoer")
        item.save_revision(user=user, log_action=True)
    [entry] = written_since(written_before)
    assert entry.action == "wagtail.edit"
    assert entry.person == user.get_full_name()
    assert entry.data["changes"] == {title: {"before": before, "after": "Et nyt navn"}}


def test_what_is_written_stays(vejen: Municipality, written_before: int) -> None:
    decide([offered()], vejen, Decision.PIN)
    [entry] = written_since(written_before)
    entry.person = "En anden"
    for change in (
        entry.save,
        entry.delete,
        HistoryEntry.objects.all().delete,
        lambda: HistoryEntry.objects.update(person="En anden"),
    ):
        with pytest.raises(HistoryIsKept):
            change()
    [unchanged] = written_since(written_before)
    assert unchanged.person != "En anden"


def test_the_administrator_reads_only_the_own_history(vejen: Municipality) -> None:
    thisted = Municipality.objects.get(slug="thisted")
    mine, foreign = offered(), offered("on_by_default")
    decide([mine], vejen, Decision.PIN)
    decide([foreign], thisted, Decision.PIN)
    page = logged_in("vejen-administrator").get(reverse("editor_history")).content.decode()
    assert str(mine) in page
    assert str(foreign) not in page
    assert "Thisted" not in page


@pytest.mark.parametrize("name", ["vejen-redaktoer", "vejen-raadgiver"])
def test_others_are_refused(vejen: Municipality, name: str, written_before: int) -> None:
    welcome(User.objects.get(username=name), "adviser", vejen)
    item = offered()
    decide([item], vejen, Decision.PIN)
    answer = logged_in(name).get(reverse("editor_history"), follow=True)
    assert str(item) not in answer.content.decode()
    assert len(written_since(written_before)) == 1


def test_the_file_has_every_change_and_no_formula(vejen: Municipality, written_before: int) -> None:
    item = offered()
    field = item.declaration.overridable[0]
    write_overlay(item, vejen, {field: "=1+1"})
    HistoryEntry.objects.create(
        owner=vejen,
        object_id="1",
        label="=cmd()",
        action="shelf.pin",
        timestamp=timezone.now(),
    )
    answer = logged_in("vejen-administrator").get(reverse("editor_history"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert len(rows) == HistoryEntry.objects.filter(owner=vejen).count() + 1
    assert f"{field}: – → =1+1" in rows[1] + rows[2]
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_the_list_asks_few_questions(
    vejen: Municipality, django_assert_max_num_queries: object
) -> None:
    item = offered()
    for decision in [Decision.PIN, Decision.UNPIN] * 10:
        decide([item], vejen, decision)
    client = logged_in("vejen-administrator")
    client.get(reverse("editor_history"))
    with django_assert_max_num_queries(30):
        client.get(reverse("editor_history"))
