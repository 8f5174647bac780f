"""Random operations made from the schema: the compiled plan and graphene answer the same JSON.

2,000 of them, on the database that the run is on, by different readers: guests, citizens with
different answers, an editor, a key. The run's seed is printed at its head, and beside each part
its own, with the share that was compiled, fell back, or was an error. PARITY_OPERATIONS asks for
more.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from cms.api.compiled.plans import taken
from cms.api.documents import Refused
from cms.api.execution import EXECUTOR
from cms.search import services
from tests.api.conftest import world
from tests.api.factories import World
from tests.api.questions import BAD, Questions, ways_said
from tests.api.readers import Reader, make_readers
from tests.api.test_differential import both_ways_for
from tests.conftest import SEED

__all__ = ["world"]

OPERATIONS, PARTS = int(os.environ.get("PARITY_OPERATIONS", "2000")), 8
LANGUAGES = ("da", "ar", "en", "ru", "da")
# Errors come of bad values, and of a citizen's own fields asked for by others.
MOST_ERRORS = BAD * 2 + 0.04
# Of all of them: in a part alone chance would decide.
MOST_FALLEN_BACK = 0.2


@pytest.fixture
def readers(world: World, settings: Any, index: str) -> Iterator[list[Reader]]:
    """Who asks, in a world that search knows."""
    settings.SEARCH_INDEX_DIR = index
    made = make_readers(world)
    services.rebuild()
    yield made


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A folder for the search index."""
    return tmp_path_factory.mktemp("search")


@pytest.fixture(scope="module")
def ways_of_all() -> Counter[str]:
    """Which ways the operations of all parts went."""
    return Counter()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_random_operations_get_the_same_answer_both_ways(
    world: World, readers: list[Reader], part: int, ways_of_all: Counter[str]
) -> None:
    seed = f"{SEED}/{part}"
    chance = random.Random(seed)
    questions = Questions(chance)
    ways: Counter[str] = Counter()
    for number in range(OPERATIONS // PARTS):
        reader, language = chance.choice(readers), LANGUAGES[number % len(LANGUAGES)]
        questions.speak(language)
        query, variables = questions.make()
        where = f"seed {seed}, operation {number}, {reader.name}, {language}: {query} {variables}"
        try:
            planned, executed, way = both_ways_for(
                lambda who=reader, at=number % 2: who.request(world, at), query, variables, language
            )
        except Refused as refused:
            codes = {error.extensions["code"] for error in refused.errors or () if error.extensions}
            assert codes == {"LIMIT_EXCEEDED"}, (where, refused.errors)
            ways["refused"] += 1
            continue
        assert planned == executed, where
        ways["errors" if "errors" in executed else way] += 1
        questions.learn(executed.get("data"), language)
    print(f"\nparity of {OPERATIONS // PARTS} operations, seed {seed}: {ways_said(ways)}")
    print({why: times for why, times in taken.items() if why.startswith("not")})
    whole = ways.total()
    assert ways["errors"] + ways["refused"] <= MOST_ERRORS * whole, ways
    ways_of_all.update(ways)


@pytest.mark.slow
def test_most_operations_are_compiled(ways_of_all: Counter[str]) -> None:
    """Counted by the parts before it, which stand in the same file and process."""
    print(f"\nparity of {ways_of_all.total()} operations, seed {SEED}: {ways_said(ways_of_all)}")
    assert ways_of_all.total() == OPERATIONS // PARTS * PARTS, "all parts must run before it"
    assert ways_of_all[EXECUTOR] <= MOST_FALLEN_BACK * ways_of_all.total(), ways_of_all
