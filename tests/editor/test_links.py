"""An editor is told of broken links in the municipality's own items, and of no others'."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.library.models import Item
from tests.editor.test_submissions import client_of
from tests.library.test_broken_links import failed
from tests.submissions.conftest import NewItem, Town, draft, fresh, town

__all__ = ["draft", "town"]


@pytest.fixture
def items(town: Town, draft: NewItem) -> dict[str, Item]:
    """A broken link in an item of Vejen's, of Aarhus's, and of the nation's; one that works."""
    writer = town["vejen-redaktør"]
    made = {
        "Vejens": draft("activity", town.vejen, writer, title="Vejens", sharing="offered"),
        "Gode": draft("activity", town.vejen, writer, title="Gode", sharing="offered"),
        "Andres": draft("activity", town.aarhus, writer, title="Andres", sharing="offered"),
        "Landets": draft("article", town.nation, writer, title="Landets", sharing="mandatory"),
    }
    for item in made.values():
        fresh(item).latest_revision.publish(skip_permission_checks=True)
    failed("https://gone.example/", [made["Vejens"]])
    failed("https://theirs.example/", [made["Andres"], made["Landets"]])
    return made


def test_the_desk_has_a_line_that_leads_to_exactly_those(
    town: Town, items: dict[str, Item]
) -> None:
    vejen = client_of(town["vejen-redaktør"])
    desk = vejen.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 indlæg har links, der ikke virker" in desk
    assert reverse("editor_broken_links") in desk
    answer = vejen.get(reverse("editor_broken_links"))
    assert [row["item"].pk for row in answer.context["rows"]] == [items["Vejens"].pk]
    page = answer.content.decode()
    assert "https://gone.example/" in page
    assert "Siden svarer med en fejl (404)" in page
    assert answer.context["rows"][0]["address"] in page
    for foreign in ("Andres", "Landets", "theirs.example", "Gode"):
        assert foreign not in page


def test_without_faults_the_desk_is_silent(town: Town) -> None:
    vejen = client_of(town["vejen-redaktør"])
    assert reverse("editor_broken_links") not in vejen.get("/admin/").content.decode()
    assert "Ingen." in vejen.get(reverse("editor_broken_links")).content.decode()


@pytest.mark.parametrize("name", ["vejen-rådgiver", "landet"])
def test_who_mends_nothing_of_a_municipality_stays_out(
    town: Town, items: dict[str, Item], name: str
) -> None:
    client: Client = client_of(town[name])
    answer = client.get(reverse("editor_broken_links"))
    assert answer.status_code in (302, 403)
    assert "gone.example" not in answer.content.decode()
    assert reverse("editor_broken_links") not in client.get("/admin/").content.decode()
