"""Random operations made from the schema: the compiled plan and graphene answer the same JSON.

2,000 of them, on the database that the run is on; the run's seed is printed at its head.
PARITY_OPERATIONS asks for more.
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from cms.api.documents import Refused
from cms.api.execution import COMPILED
from tests.api.conftest import world
from tests.api.factories import World
from tests.api.questions import Questions
from tests.api.test_differential import both_ways
from tests.conftest import SEED

__all__ = ["world"]

OPERATIONS, PARTS = int(os.environ.get("PARITY_OPERATIONS", "2000")), 8
LANGUAGES = ("da", "ar", "en", "ru", "da")


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_random_operations_get_the_same_answer_both_ways(world: World, part: int) -> None:
    seed, number = f"{SEED}/{part}", 0
    questions = Questions(random.Random(seed))
    ways: Counter[str] = Counter()
    for number in range(OPERATIONS // PARTS):
        query, variables = questions.make()
        try:
            language = LANGUAGES[number % len(LANGUAGES)]
            planned, executed, way = both_ways(world, number % 2, query, variables, language)
        except Refused as refused:
            codes = {error.extensions["code"] for error in refused.errors or () if error.extensions}
            assert codes == {"LIMIT_EXCEEDED"}, (query, refused.errors)
            ways["refused"] += 1
            continue
        assert planned == executed, f"seed {seed}, operation {number}: {query} {variables}"
        ways[way if "errors" not in executed else "errors"] += 1
    print(f"parity of {number + 1} operations, seed {seed}: {dict(ways)}")
    assert ways[COMPILED] > OPERATIONS / PARTS / 3, ways
