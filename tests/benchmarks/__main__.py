"""`make bench`: every measurement on a demo nation of its own, as one table."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
os.environ["RUNTIME_DIR"] = str(ROOT / ".runtime" / "bench")
os.environ["CMS_ENVIRONMENT"] = "demo"
os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"

WIDTH = 52


def main() -> int:
    """Prepare the nation where that is due, then measure one thing after another."""
    from scripts.demo import prepare
    from scripts.steps import RUNTIME

    RUNTIME.mkdir(parents=True, exist_ok=True)
    prepare()
    import django

    django.setup()
    from tests.benchmarks import (
        crowd,
        graphql,
        languages,
        lists,
        load,
        pages,
        rules,
        search,
        shelves,
    )

    print()
    # `python -m tests.benchmarks lists load` measures these two alone.
    chosen = sys.argv[1:]
    for title, part in (
        ("GraphQL", graphql),
        ("Lists of a large library", lists),
        ("Under load", load),
        ("Pages", pages),
        ("Search", search),
        ("Rules", rules),
        ("Rules in other languages", languages),
        ("Everybody", crowd),
        ("Shelves", shelves),
    ):
        if chosen and part.__name__.rpartition(".")[2] not in chosen:
            continue
        print(title, flush=True)
        for name, number, unit in part.run():
            print(f"  {name:{WIDTH}} {number:10.2f} {unit}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
