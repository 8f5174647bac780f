"""Plans of mixed lists: few statements however long the list, and no more kept than fits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.api.compiled.plans import Plans, plans
from cms.api.documents import read_document
from cms.api.execution import COMPILED, answer
from cms.api.reading import read_request
from cms.library.registry import item_models
from tests.api.conftest import request_of
from tests.api.factories import World

FEED = "query ($first: Int) { feed(first: $first) { nodes { id ... on Item { title } } } }"


def test_a_longer_feed_needs_no_more_statements(world: World) -> None:
    document = read_document(FEED)
    asked = request_of(world.municipalities[0])
    answer(asked, document, None, {"first": 1})
    for size in (20, 50):
        with CaptureQueriesContext(connection) as statements:
            found = answer(asked, document, None, {"first": size})
        assert found.way == COMPILED
        # One for the order, and one for each type that is in it.
        assert len(statements) <= 1 + len(item_models())


@pytest.mark.parametrize(("size", "kept"), [(0, 0), (plans._kept.maxsize, 3)])
def test_plans_are_kept_by_their_weight(world: World, size: int, kept: int) -> None:
    few = Plans(int(size))
    reading = read_request(request_of(world.municipalities[0]))
    for name in "ABC":
        document = read_document(f"query {name} {{ municipality {{ name }} }}")
        few.find(document, document.operation(None), {}, reading)
    figures = few.figures()
    assert (figures["kept"], figures["misses"]) == (kept, 3)
    assert figures["bytes"] <= size
