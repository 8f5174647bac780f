"""Shelf, GraphQL and search hold the same items: lent, planned, left out, at any moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from cms.api.compiled.plans import plans
from cms.declarations.names import camel, plural
from cms.library.models import Item, ShelfChoice
from cms.library.registry import item_models
from cms.municipalities.models import Municipality
from cms.search import services
from cms.search.query import SearchQuery
from tests.api.conftest import Ask
from tests.api.factories import World
from tests.conftest import SEED

LATER = timedelta(days=2)


@pytest.fixture
def indexed(world: World, settings: Any, tmp_path: Path) -> World:
    """The small world, in an index of its own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    services.rebuild()
    return world


def on_shelf(where: Municipality) -> set[str]:
    return {item.key for item in Item.objects.on_shelf_of(where)}


def by_graphql(ask: Ask, at: int) -> set[str]:
    found: set[str] = set()
    for name in item_models():
        field = camel(plural(name))
        data = ask(f"{{ {field}(first: 100) {{ totalCount nodes {{ id }} }} }}", at)["data"][field]
        assert data["totalCount"] == len(data["nodes"])
        found |= {node["id"] for node in data["nodes"]}
    return found


def by_search(where: Municipality, now: datetime) -> set[str]:
    result = services.search(
        SearchQuery(municipality=where.code, size=100, now=now, facets=("type",))
    )
    assert result.total == len(result.hits) == sum(dict(result.facets["type"]).values())
    return {f"{hit.type}:{hit.item_id}" for hit in result.hits}


def test_all_three_hold_the_same(indexed: World, ask: Ask) -> None:
    for at, where in enumerate(indexed.municipalities):
        shelf = on_shelf(where)
        assert by_graphql(ask, at) == shelf, f"seed {SEED}"
        assert by_search(where, timezone.now()) == shelf, f"seed {SEED}"


def test_all_three_follow_time_without_being_told(indexed: World, ask: Ask) -> None:
    """Plans and index are as they were; that time goes is played by moving every period back."""
    before = [on_shelf(where) for where in indexed.municipalities]
    kept = [by_graphql(ask, at) for at in (0, 1)]
    plans_made = dict(plans._kept)
    later = timezone.now() + LATER
    ShelfChoice.objects.update(
        holds_from=F("holds_from") - LATER, holds_until=F("holds_until") - LATER
    )
    Item.objects.everything("time goes").update(closes_at=F("closes_at") - LATER)
    for at, where in enumerate(indexed.municipalities):
        shelf = on_shelf(where)
        assert by_graphql(ask, at) == shelf, f"seed {SEED}"
        assert by_search(where, later) == shelf, f"seed {SEED}"
    assert kept == before
    assert dict(plans._kept) == plans_made
