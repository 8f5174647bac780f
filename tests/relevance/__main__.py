"""`make relevance`: how well each engine finds, by language, and the worst questions.

--compare    beside it, what was stored last
--store      store the figures for the next comparison
--worst 20   how many of the worst questions to tell of each language
--all        tell every question's figure
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# The benchmarks' nation serves here as well.
os.environ["RUNTIME_DIR"] = str(ROOT / ".runtime" / "bench")
os.environ["CMS_ENVIRONMENT"] = "demo"
os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"

STORED = Path(__file__).parent / "figures.json"


def main() -> int:
    """Prepare the nation where that is due, ask every question, and tell."""
    chosen = _arguments()
    _prepare()
    from tests.relevance.judged import LANGUAGES, judged
    from tests.relevance.library import documents
    from tests.relevance.telling import told
    from tests.search.conftest import ENGINES, remove_all

    library = documents()
    before = json.loads(STORED.read_text()) if STORED.exists() else {}
    now: dict[str, dict[str, float]] = {}
    for name, make in ENGINES.items():
        if name == "elasticsearch" and "ELASTICSEARCH_URL" not in os.environ:
            print("elasticsearch: not asked, since ELASTICSEARCH_URL names none.")
            continue
        for language in LANGUAGES:
            with tempfile.TemporaryDirectory() as folder:
                print(f"{name}, {language}")
                now |= told(
                    f"{name}.{language}",
                    make(Path(folder) / "index"),
                    library,
                    judged(language),
                    before if chosen.compare else {},
                    chosen,
                )
    remove_all()
    if chosen.store:
        STORED.write_text(json.dumps(before | now, indent=1, sort_keys=True) + "\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make relevance", description=__doc__)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--worst", type=int, default=5)
    return parser.parse_args()


def _prepare() -> None:
    from scripts.demo import prepare
    from scripts.steps import RUNTIME

    RUNTIME.mkdir(parents=True, exist_ok=True)
    prepare()
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
