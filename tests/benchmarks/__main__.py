"""`make bench`: every measurement on a demo nation of its own, as one table."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
os.environ["RUNTIME_DIR"] = str(ROOT / ".runtime" / "bench")
os.environ["CMS_ENVIRONMENT"] = "demo"
os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"

WIDTH = 52
REPORT = "--report"
Row = tuple[str, float, str]


def main(chosen: list[str]) -> int:
    """Prepare the nation where that is due, then measure one thing after another.

    `lists load` measures these two alone; `--report` writes docs/performance.md besides.
    """
    from scripts.demo import prepare
    from scripts.steps import RUNTIME

    RUNTIME.mkdir(parents=True, exist_ok=True)
    prepare()
    import django

    django.setup()
    from tests.benchmarks import report

    writes = REPORT in chosen
    started = time.monotonic()
    measured = list(parts([name for name in chosen if name != REPORT]))
    if writes:
        minutes = (time.monotonic() - started) / 60
        text = report.page(measured, minutes)
        (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")
    return 0


def parts(chosen: list[str]) -> Iterator[tuple[str, list[Row]]]:
    """What was measured, part by part, printed as it comes."""
    from tests.benchmarks import (
        crowd,
        elastic,
        graphql,
        languages,
        lists,
        load,
        pages,
        rules,
        search,
        shelves,
        visible,
    )

    print()
    modules: dict[str, Any] = {
        "GraphQL": graphql,
        "Lists of a large library": lists,
        "Under load": load,
        "From publish to visible": visible,
        "Pages": pages,
        "Search": search,
        "Search on Elasticsearch": elastic,
        "Rules": rules,
        "Rules in other languages": languages,
        "Everybody": crowd,
        "Shelves": shelves,
    }
    for title, module in modules.items():
        if chosen and module.__name__.rpartition(".")[2] not in chosen:
            continue
        print(title, flush=True)
        rows: list[Row] = module.run()
        for name, number, unit in rows:
            print(f"  {name:{WIDTH}} {number:10.2f} {unit}", flush=True)
        yield title, rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
