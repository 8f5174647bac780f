"""Pages, forwards and backwards, while rows come and go."""

from typing import Any

import pytest

from cms.declarations.names import camel, plural
from cms.library.models import Item, ShelfChoice
from cms.library.registry import item_models
from tests.api.conftest import Ask
from tests.api.factories import World

LISTS = [camel(plural(name)) for name in item_models()]
ORDERS = ("", ", orderBy: [SLUG]", ", orderBy: [FIRST_PUBLISHED_AT_DESC, SLUG_DESC]")


@pytest.fixture
def longest(world: World, ask: Ask) -> str:
    """The list with the most on this world's shelf."""
    counts = ask(f"{{ {' '.join(f'{name} {{ totalCount }}' for name in LISTS)} }}")["data"]
    found = max(LISTS, key=lambda name: int(counts[name]["totalCount"]))
    assert counts[found]["totalCount"] > 1
    return found


def page(ask: Ask, arguments: str, field: str) -> dict[str, Any]:
    """One page of a list."""
    found = ask(
        f"{{ {field}({arguments}) {{ nodes {{ id }} "
        "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
    )
    assert "errors" not in found, found
    data: dict[str, Any] = found["data"][field]
    return data


def slugs(found: dict[str, Any]) -> list[str]:
    return [node["id"] for node in found["nodes"]]


@pytest.mark.parametrize("order", [*ORDERS, "feed"])
def test_backwards_gives_the_same_list(longest: str, ask: Ask, order: str) -> None:
    field, order = ("feed", "") if order == "feed" else (longest, order)
    whole = slugs(page(ask, f"first: 100{order}", field))
    assert len(whole) > 1
    seen: list[str] = []
    ends = ""
    while True:
        found = page(ask, f"last: 1{ends}{order}", field)
        assert found["pageInfo"]["hasNextPage"] is bool(ends)
        seen = slugs(found) + seen
        if not found["pageInfo"]["hasPreviousPage"]:
            break
        ends = f', before: "{found["pageInfo"]["startCursor"]}"'
    assert seen == whole


def test_between_two_cursors(world: World, ask: Ask) -> None:
    first = page(ask, "first: 1", "feed")["pageInfo"]["endCursor"]
    last = page(ask, "last: 1", "feed")["pageInfo"]["startCursor"]
    whole = slugs(page(ask, "first: 100", "feed"))
    between = f'first: 100, after: "{first}", before: "{last}"'
    assert slugs(page(ask, between, "feed")) == whole[1:-1]


def test_first_and_last_together_are_refused(world: World, ask: Ask) -> None:
    error = ask(f"{{ {LISTS[0]}(first: 1, last: 1) {{ totalCount }} }}")["errors"][0]
    assert error["extensions"]["code"] == "BAD_VALUE"
    error = ask(f"{{ {LISTS[0]}(last: 101) {{ totalCount }} }}")["errors"][0]
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "page", "most": 100}


@pytest.mark.parametrize("way", ["first: 1, after", "last: 1, before"])
def test_no_row_twice_and_none_left_out_while_rows_go(
    world: World, longest: str, ask: Ask, way: str
) -> None:
    """Before each page the rows of the page before go, the cursor's own among them."""
    order = ", orderBy: [SLUG]"
    forwards = way.startswith("first")
    whole = slugs(page(ask, f"first: 100{order}", longest))
    found = page(ask, f"{way.partition(',')[0]}{order}", longest)
    seen: list[str] = []
    while found["nodes"]:
        seen = seen + slugs(found) if forwards else slugs(found) + seen
        for each in slugs(found):
            hide(world, each)
        cursor = found["pageInfo"]["endCursor" if forwards else "startCursor"]
        found = page(ask, f'{way}: "{cursor}"{order}', longest)
    assert seen == whole


def test_a_row_that_comes_before_the_cursor_moves_nothing(
    world: World, longest: str, ask: Ask
) -> None:
    order = ", orderBy: [SLUG]"
    first = page(ask, f"first: 1{order}", longest)
    whole = slugs(page(ask, f"first: 100{order}", longest))
    model = next(m for n, m in item_models().items() if camel(plural(n)) == longest)
    key = int(whole[-1].partition(":")[2])
    # The last one comes to stand first of all.
    model._base_manager.filter(pk=key).update(slug="0")
    after = page(ask, f'first: 100, after: "{first["pageInfo"]["endCursor"]}"{order}', longest)
    assert slugs(after) == whole[1:-1]


def hide(world: World, key: str) -> None:
    """The municipality leaves the item out."""
    item = Item.objects.everything("a test").get(pk=int(key.partition(":")[2]))
    Item.objects.everything("a test").filter(pk=item.pk).update(live=False)
    ShelfChoice.objects.filter(municipality=world.municipalities[0], item=item).delete()
