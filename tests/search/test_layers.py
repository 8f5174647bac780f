"""The engine is plain Python: it knows neither Django nor the library."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("engine", ["tantivy_engine", "elasticsearch.engine"])
def test_the_engines_need_no_django(engine: str) -> None:
    program = (
        f"import sys, cms.search.{engine}; "
        "print([name for name in ('django', 'wagtail', 'cms.library') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
