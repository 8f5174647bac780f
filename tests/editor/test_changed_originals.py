"""The shelf's filter for own words whose original says something new."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.library.models import Item, Overlay
from tests.editor.test_submissions import client_of
from tests.submissions.conftest import NewItem, Town, draft, fresh, rewritten, town

__all__ = ["draft", "town"]


@pytest.fixture
def worded(town: Town, draft: NewItem) -> list[Item]:
    """Two national items with Vejen's and Aarhus's own words; the first is changed since."""
    made = []
    for title in ("Ændret", "Som før"):
        item = draft("article", town.nation, town["landet"], title=title, sharing="offered")
        fresh(item).latest_revision.publish(skip_permission_checks=True)
        made.append(fresh(item))
        for one in (town.vejen, town.aarhus):
            Overlay.objects.create(
                municipality=one,
                item=made[-1].item_ptr,  # type: ignore[attr-defined]
                values={"summary": "Vores ord"},
                originals={"summary": "Se smedjen."},
            )
    newer = rewritten(made[0], town["landet"], summary="Nye ord")
    newer.latest_revision.publish(skip_permission_checks=True)
    Overlay.objects.filter(item=made[0].pk, municipality=town.aarhus).delete()
    return made


def listed(client: Client) -> list[int]:
    page = client.get(reverse("editor_shelf"), {"vis": "changed"}).context["rows"]
    return [row.item.pk for row in page]


def chips(client: Client) -> dict[str, int]:
    shown = client.get(reverse("editor_shelf")).context["states"]
    return {str(chip["label"]): chip["count"] for chip in shown}


def test_only_the_changed_are_left_and_counted(town: Town, worded: list[Item]) -> None:
    vejen = client_of(town["vejen-redaktør"])
    assert listed(vejen) == [worded[0].pk]
    assert chips(vejen)["Originalen er ændret"] == 1
    assert chips(vejen)["Med egne ord"] == 2


def test_it_is_gone_when_it_has_been_settled(town: Town, worded: list[Item]) -> None:
    Overlay.objects.filter(municipality=town.vejen).update(originals={"summary": "Nye ord"})
    vejen = client_of(town["vejen-redaktør"])
    assert listed(vejen) == [worded[1].pk]
    Overlay.objects.filter(municipality=town.vejen, item=worded[1].pk).delete()
    assert listed(vejen) == []
    assert "Originalen er ændret" not in chips(vejen)


def test_others_words_are_others(town: Town, worded: list[Item]) -> None:
    aarhus = client_of(town["aarhus-redaktør"])
    assert listed(aarhus) == []
    assert chips(aarhus)["Med egne ord"] == 1


def test_own_words_are_compared_once_a_page(town: Town, worded: list[Item]) -> None:
    vejen = client_of(town["vejen-redaktør"])
    vejen.get(reverse("editor_shelf"), {"vis": "changed"})
    with CaptureQueriesContext(connection) as asked:
        vejen.get(reverse("editor_shelf"), {"vis": "changed"})
    assert sum('"library_overlay"."originals"' in one["sql"] for one in asked) == 1
