"""The coverage screens ask few questions, and of no more items than they tell of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.editor.coverage.languages import in_one_language, language_rows
from cms.library.choices import Decision, decide
from cms.library.coverage import by_item, by_municipality
from cms.library.models import Item, Overlay
from cms.library.registry import item_models
from cms.library.translations import write_translation
from tests.editor.test_submissions import client_of
from tests.submissions.conftest import NewItem, Town, draft, fresh, town

__all__ = ["draft", "town"]
OF_A_PAGE = 21


def published(town: Town, draft: NewItem, sharing: str, title: str = "Landets") -> Item:
    item = draft("article", town.nation, town["landet"], title=title, sharing=sharing)
    fresh(item).latest_revision.publish(skip_permission_checks=True)
    return fresh(item)


@pytest.fixture
def shared(town: Town, draft: NewItem) -> dict[str, Item]:
    """What Vejen takes in, leaves out, shows anyway, and has said nothing of."""
    made = {
        "taken": published(town, draft, "offered"),
        "left": published(town, draft, "on_by_default"),
        "shown": published(town, draft, "on_by_default"),
        "mandatory": published(town, draft, "mandatory"),
        "unsaid": published(town, draft, "offered"),
    }
    decide([made["taken"]], town.vejen, Decision.TAKE)
    decide([made["left"]], town.vejen, Decision.LEAVE)
    return made


@pytest.fixture
def landet(town: Town) -> Client:
    return client_of(town["landet"])


def addresses(item: Item) -> list[str]:
    return [
        reverse("editor_coverage"),
        reverse("editor_coverage_items"),
        reverse("editor_coverage_faults"),
        reverse("editor_coverage_municipality", args=["vejen"]),
        reverse("editor_coverage_item", args=[item.pk]),
    ]


def asked(client: Client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return [one["sql"] for one in found]


def test_a_municipality_s_page_lists_what_it_chose(
    town: Town, shared: dict[str, Item], landet: Client
) -> None:
    Overlay.objects.create(
        municipality=town.aarhus,
        item=shared["shown"].item_ptr,  # type: ignore[attr-defined]
        values={"summary": "Aarhus' ord"},
        originals={"summary": "Noget andet"},
    )
    page = landet.get(reverse("editor_coverage_municipality", args=["vejen"]))
    assert [row.coverage.item.pk for row in page.context["taken_in"]] == [shared["taken"].pk]
    assert [row.coverage.item.pk for row in page.context["left_out"]] == [shared["left"].pk]
    assert (page.context["shown"], page.context["own_words"]) == (3, 0)
    assert page.context["stale"] == []
    aarhus = landet.get(reverse("editor_coverage_municipality", args=["aarhus"]))
    assert (aarhus.context["own_words"], len(aarhus.context["stale"])) == (1, 1)


def test_one_item_s_figures_are_as_among_all(shared: dict[str, Item]) -> None:
    of_all = {one.item.pk: one for one in by_item()}
    assert len(of_all) == len(shared)
    for item in shared.values():
        assert by_item([item.pk]) == [of_all[item.pk]]
    assert by_item([0]) == []


def test_more_items_ask_no_more(
    town: Town, shared: dict[str, Item], landet: Client, draft: NewItem
) -> None:
    few = {address: len(asked(landet, address)) for address in addresses(shared["taken"])}
    for _number in range(12):
        decide([published(town, draft, "offered")], town.vejen, Decision.TAKE)
    for address, count in few.items():
        # One of each type, and what every page of the editors' door asks.
        assert len(asked(landet, address)) <= count <= OF_A_PAGE + len(item_models()), address


def test_pins_are_counted_by_item_only(shared: dict[str, Item]) -> None:
    with CaptureQueriesContext(connection) as found:
        by_municipality()
    assert not any('"pinned"' in one["sql"] for one in found)


@pytest.mark.parametrize(("deed", "more"), [(in_one_language, 0), (language_rows, 1)])
def test_languages_are_one_question_a_type(
    shared: dict[str, Item], deed: Callable[[], object], more: int
) -> None:
    with CaptureQueriesContext(connection) as found:
        deed()
    assert len(found) == len(item_models()) + more


def test_an_item_in_two_languages_is_not_alone(shared: dict[str, Item]) -> None:
    everyone = {item.pk for item in shared.values()}
    assert in_one_language() == everyone
    original = shared["mandatory"]
    write_translation(original, None, "en", {"title": "In English"}, is_shown=True)
    assert in_one_language() == everyone - {original.pk}
    [row] = [one for one in language_rows() if one.type_name == "article"]
    assert (row.total, row.single) == (5, 4)
    assert sum(row.counts) + row.others == row.total + 1
