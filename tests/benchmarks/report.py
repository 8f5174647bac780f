"""`docs/performance.md`: all that was measured in one run, beside the limits, and on what."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.copies import Row
from tests.benchmarks.reasons import reason

LIMIT = re.compile(r" ?\((limit|at least) ([\d.,]+)\)")
LIBRARIES = ("django", "wagtail", "graphene", "tantivy", "elasticsearch", "gunicorn")
HEAD = """# Performance

Written by `make performance`, from one run on one machine; don't change it by hand. The library
measured has 2,000 items, 40 providers, 60 tags and three tags an item, and then 200,000 items,
most of them other municipalities' own. Each figure is a median unless it says otherwise.
Machines differ and are shared: look at the ratios, which were measured by turns within the run.

- **By hand** is one SQL statement for the same list by the same rules (texts put in place by the
  municipality, items lent, and what is on the shelf for now), in the same process.
- **A constant** is the same request answered with the same bytes by a view that does nothing,
  behind the same middleware.
- **Uncached** answers are asked for after all kept answers were forgotten.
"""


def page(parts: Iterable[tuple[str, list[Row]]], minutes: float) -> str:
    """The page, in Markdown."""
    measured = list(parts)
    lines = [HEAD, "## Measured on\n", *machine(), f"- The run took {minutes:.0f} minutes.\n"]
    lines += missed(row for _title, rows in measured for row in rows)
    for title, rows in measured:
        lines += [f"## {title}\n", "| What | Measured | | Limit | |", "|---|---:|---|---|---|"]
        lines += [line(row) for row in rows]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def missed(rows: Iterable[Row]) -> list[str]:
    """The chapter about what was missed, and why; nothing when nothing was."""
    told = [
        f"- {plain_name(row)}: {row[1]:,.2f} {row[2]}. {reason(plain_name(row))}"
        for row in rows
        if keeps_its_limit(row) is False
    ]
    return ["## What was missed\n", *told, ""] if told else []


def line(row: Row) -> str:
    """One measurement, and whether it keeps its limit."""
    name, number, unit = row
    kept = keeps_its_limit(row)
    if kept is None:
        return f"| {plain_name(row)} | {number:,.2f} | {unit} | | |"
    word, limit = limit_of(name)
    said = f"at {'most' if word == 'limit' else 'least'} {limit:g}"
    verdict = "met" if kept else "**missed**"
    return f"| {plain_name(row)} | {number:,.2f} | {unit} | {said} | {verdict} |"


def plain_name(row: Row) -> str:
    """What was measured, without its limit."""
    return LIMIT.sub("", row[0]).strip()


def keeps_its_limit(row: Row) -> bool | None:
    """Whether the figure is within its limit; None where there is none."""
    if LIMIT.search(row[0]) is None:
        return None
    word, limit = limit_of(row[0])
    return row[1] <= limit if word == "limit" else row[1] >= limit


def limit_of(name: str) -> tuple[str, float]:
    """`limit` or `at least`, and the figure."""
    found = LIMIT.search(name)
    assert found is not None
    return found[1], float(found[2].replace(",", ""))


def machine() -> Iterator[str]:
    """Processor, memory and versions."""
    about = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*: (.*)", about)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = model[1] if model else platform.processor() or platform.machine()
    yield f"- {os.cpu_count()} × {processor}, {memory:.0f} GiB, {platform.system()}"
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}"
    address = os.environ.get("ELASTICSEARCH_URL")
    if address:
        from elasticsearch import Elasticsearch

        told = Elasticsearch(address).info()["version"]["number"]
        yield f"- Elasticsearch server {told}"
    load = os.getloadavg()[2]
    yield f"- Load of the machine over the 15 minutes before the end: {load:.1f}"
