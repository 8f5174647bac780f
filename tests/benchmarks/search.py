"""How fast search answers over 200,000 documents. `run()` gives rows for the benchmark table."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cms.search import marks
from cms.search.analysis.lists import base_words
from cms.search.document import Document, Place, Span
from cms.search.query import Boost, Near, SearchQuery, Selection
from cms.search.tantivy_engine import TantivyEngine

COUNT = 200_000
WORDS_IN_A_TEXT = 60
ROUNDS = 30
TYPES = ("course", "article", "activity", "video")
TOPICS = tuple(f"topic-{number}" for number in range(40))
HERE = "0787"
MUNICIPALITIES = (HERE, *(f"{number:04}" for number in range(97)))
FIRST_DAY, LAST_DAY = datetime(2022, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)

Row = tuple[str, float, str]


def run(count: int = COUNT) -> list[Row]:
    """Rows of (what, number, unit), measured on an index of `count` generated documents."""
    with TemporaryDirectory() as folder:
        engine = TantivyEngine(Path(folder))
        documents = list(generated(count))
        rows = [_once("build the index", lambda: engine.rebuild(documents))]
        asked = {name: _search(engine, query) for name, query in questions().items()}
        asked["suggest while typing"] = lambda: engine.suggest("samt", "0787", "da")
        taken = together(asked)
        rows += [(name, statistics.median(found), "ms") for name, found in taken.items()]
        every = [milliseconds for found in taken.values() for milliseconds in found]
        rows.append((f"all of these over {count:,}, p95 (limit 20)", p95(every), "ms"))
        changed = documents[: ROUNDS * 2]
        rows.append(_changes(engine, changed))
    return rows


def generated(count: int) -> Iterator[Document]:
    """Documents of Danish words and made-up compounds, the same at every run.

    As in a nation of 98 municipalities: a third stand everywhere, the others on a few shelves
    each; about one in fifty is shown for a time only.
    """
    dice = random.Random(7)
    base = base_words("da")
    compounds = [dice.choice(base) + dice.choice(base) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(base))]
    for number in range(count):
        words = [*dice.choices(base, weights, k=WORDS_IN_A_TEXT), *dice.choices(compounds, k=10)]
        dice.shuffle(words)
        kind = dice.choice(TYPES)
        is_national = number % 3 == 0
        shelves = () if is_national else dice.sample(MUNICIPALITIES, dice.randint(1, 4))
        yield Document(
            key=f"{kind}:{number}",
            type=kind,
            item_id=number,
            language="da",
            title=" ".join(words[:5]).capitalize(),
            shelf_all=is_national,
            shelves=frozenset(shelves),
            shown=Span(FIRST_DAY, LAST_DAY) if number % 50 == 0 else None,
            texts=((" ".join(words[5:20]), 4.0), (" ".join(words[20:]), 1.0)),
            facets=_facets(dice, f"{kind}/{number}", "" if is_national else shelves[0]),
            place=Place(54.6 + dice.random() * 3, 8.1 + dice.random() * 4.5),
            date=FIRST_DAY + timedelta(hours=dice.randrange(40_000)),
            published=FIRST_DAY + timedelta(minutes=dice.randrange(2_000_000)),
            quality=dice.randrange(1001) / 1000,
        )


def _facets(dice: random.Random, address: str, owner: str) -> dict[str, frozenset[str]]:
    """What a declared item has, and what every item has besides."""
    return {
        "topics": frozenset(dice.choices(TOPICS, k=2)),
        marks.ADDRESS: frozenset({address}),
        marks.OWNER: frozenset({owner or "nation"}),
        marks.OWNER_KIND: frozenset({"municipality" if owner else "national"}),
        marks.SHARING: frozenset({"mandatory" if dice.random() < 0.5 else "offered"}),
        marks.LANGUAGE: frozenset({"da" if dice.random() < 0.9 else "en"}),
    }


def questions() -> dict[str, SearchQuery]:
    """The questions that are measured, by what they show."""
    topics = ("type", "topics")
    spoken = Boost(Selection(terms={marks.LANGUAGE: frozenset({"da"})}), 0.5)
    boosts = tuple(
        Boost(Selection(terms={"topics": frozenset({topic})}), 2) for topic in TOPICS[:6]
    )
    hidden = tuple(Selection(terms={"topics": frozenset({topic})}) for topic in TOPICS[-3:])
    asked: dict[str, dict[str, object]] = {
        "one word": {"words": "samtale"},
        "three words": {"words": "kursus i dansk sprog"},
        "with facets": {"words": "kursus", "facets": topics},
        "with two filters and facets": {
            "words": "kursus",
            "types": ("course",),
            "filters": {"topics": frozenset(TOPICS[:3])},
            "facets": topics,
        },
        "personal: 6 boosts, 3 hidden, facets": {
            "words": "kursus dansk",
            "boosts": boosts,
            "hidden": hidden,
            "facets": topics,
        },
        "misspelt": {"words": "samtlae"},
        "no words, facets": {"facets": topics},
        "no words, personal, page 50": {"boosts": boosts, "hidden": hidden, "page": 50},
        "no words, personal, page 1, facets": {
            "boosts": (spoken, *boosts[:3]),
            "hidden": hidden,
            "facets": topics,
        },
        "one word, spoken language first": {"words": "samtale", "boosts": (spoken,)},
        "within 30 km": {"words": "kursus", "near": Near(56.95, 8.7, 30)},
        "no words, the nearest within 50 km": {"near": Near(56.95, 8.7, 50), "sort": "nearest"},
        "no words, by title": {"sort": "title"},
        "no words, soonest, page 100": {"sort": "soonest", "page": 100},
    }
    return {
        f"search, {name}": SearchQuery(municipality="0787", **parts)  # type: ignore[arg-type]
        for name, parts in asked.items()
    }


def _search(engine: TantivyEngine, query: SearchQuery) -> Callable[[], object]:
    return lambda: engine.search(query)


def together(ways: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Milliseconds of each way, asked by turns, each once before it counts."""
    for work in ways.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            taken[name].append(_seconds(work) * 1000)
    return taken


def p95(times: Iterable[float]) -> float:
    """What 95 of 100 stay below."""
    ordered = sorted(times)
    return ordered[int(len(ordered) * 0.95)]


def _once(name: str, work: Callable[[], object]) -> Row:
    return name, _seconds(work), "s"


def _changes(engine: TantivyEngine, documents: list[Document]) -> Row:
    """One change, until it can be found."""

    def change() -> None:
        document = documents.pop()
        engine.replace(document.item, [document])
        engine.search(SearchQuery(words="samtale", municipality="0787"))

    return (
        "one change, until found",
        statistics.median(_seconds(change) for _ in range(ROUNDS)) * 1000,
        "ms",
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Prints the table."""
    for name, number, unit in run():
        print(f"{name:45} {number:8.2f} {unit}")


if __name__ == "__main__":
    main()
