"""What Elasticsearch's engine costs beside the requests it makes. `run()` gives rows.

Call it alone, with ELASTICSEARCH_URL set: `python -m tests.benchmarks.elastic 20000`.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cms.search.elasticsearch.connection import Asking, Cluster
from cms.search.elasticsearch.engine import ElasticsearchEngine
from cms.search.elasticsearch.names import Names
from cms.search.query import SearchQuery
from tests.benchmarks.search import ROUNDS, Row, generated, questions

_WARM = 5
COUNT = 20_000


def run(count: int = COUNT) -> list[Row]:
    """Rows of (what, number, unit); none without a server."""
    address = os.environ.get("ELASTICSEARCH_URL", "")
    if not address:
        return [("Elasticsearch: not measured, ELASTICSEARCH_URL is unset", 0.0, "")]
    cluster = Cluster(address, answer_seconds=30)
    engine = ElasticsearchEngine(cluster, Names("bench"))
    try:
        return list(_measured(engine, count))
    finally:
        for index in cluster.client.indices.get(index="bench-*", features="aliases"):
            cluster.client.indices.delete(index=index)


def _measured(engine: ElasticsearchEngine, count: int) -> Iterator[Row]:
    started = time.perf_counter()
    engine.rebuild(generated(count))
    yield f"build the index of {count:,}", time.perf_counter() - started, "s"
    beside: list[float] = []
    for name, query in questions().items():
        whole, raw = _question(engine, query)
        yield name, whole, "ms"
        beside.append(whole - raw)
    yield "  beside the requests, median of these", statistics.median(beside), "ms"
    yield "  beside the requests, the worst of these (limit 3)", max(beside), "ms"


def _question(engine: ElasticsearchEngine, query: SearchQuery) -> tuple[float, float]:
    """Milliseconds, medians: of the whole answer, and of the requests within it."""
    wholes, raws = [], []
    with _requests_timed() as spent:
        for _ in range(_WARM + ROUNDS):
            spent.clear()
            started = time.perf_counter()
            engine.search(query)
            wholes.append((time.perf_counter() - started) * 1000)
            raws.append(sum(spent) * 1000)
    return statistics.median(wholes[_WARM:]), statistics.median(raws[_WARM:])


@contextmanager
def _requests_timed() -> Iterator[list[float]]:
    """Seconds spent in each request: what the same bodies cost when sent as they are."""
    spent: list[float] = []
    kept = {name: getattr(Asking, name) for name in ("one", "several")}

    def timed(name: str) -> Any:
        def ask(self: Asking, body: Any) -> Any:
            started = time.perf_counter()
            try:
                return kept[name](self, body)
            finally:
                spent.append(time.perf_counter() - started)

        return ask

    for name in kept:
        setattr(Asking, name, timed(name))
    try:
        yield spent
    finally:
        for name, method in kept.items():
            setattr(Asking, name, method)


if __name__ == "__main__":
    for what, number, unit in run(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT):
        print(f"  {what:60} {number:10.2f} {unit}")
