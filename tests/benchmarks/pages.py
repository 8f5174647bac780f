"""How long the portal takes to answer a page. `run()` gives rows for the benchmark table."""

import statistics
import time

from django.test import Client

from cms.declarations import current

ROUNDS = 15
MILLI = 1e3
Row = tuple[str, float, str]


def run() -> list[Row]:
    """Median of a municipality's front page and of every type's list, as a stranger meets them."""
    paths = {name: declared.settings.path for name, declared in current().content_types.items()}
    rows = [("front page", seconds("/") * MILLI, "ms")]
    lists = [seconds(f"/{path}/") for path in paths.values()]
    rows.append(("list page, median of all types", statistics.median(lists) * MILLI, "ms"))
    rows.append(("list page, slowest type", max(lists) * MILLI, "ms"))
    return rows


def seconds(path: str) -> float:
    """Median seconds of an answer, after one to warm up."""
    client = Client(headers={"host": "thisted.localhost"})
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        answer = client.get(path)
        times.append(time.perf_counter() - start)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return statistics.median(times[1:])
