"""Done when 8: nDCG@10 is at least 0.85 on Danish, and at least 0.75 on each other language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cms.search.document import Document
from cms.search.engine import Engine
from tests.relevance.asking import answers, figures
from tests.relevance.judged import LANGUAGES, judged
from tests.relevance.library import documents
from tests.search.conftest import ENGINES, leave_no_index

__all__ = ["leave_no_index"]

LOWEST = {"da": 0.85, "en": 0.75, "ar": 0.75, "ru": 0.75}
FEWEST = {"da": 120, "en": 20, "ar": 20, "ru": 20}


@pytest.fixture
def library(nation: Path) -> list[Document]:
    """Everything that the demo nation holds."""
    return documents()


@pytest.fixture(params=sorted(ENGINES))
def make(request: pytest.FixtureRequest) -> Callable[[Path], Engine]:
    """Each engine in turn."""
    return ENGINES[request.param]


def test_each_language_is_asked_enough() -> None:
    for language in LANGUAGES:
        assert len(judged(language).questions) >= FEWEST[language]


def test_what_is_sought_is_found_first(
    library: list[Document], make: Callable[[Path], Engine], tmp_path: Path
) -> None:
    found = {
        language: figures(answers(make(tmp_path / language), library, judged(language))).ndcg
        for language in LANGUAGES
    }
    assert all(found[language] >= lowest for language, lowest in LOWEST.items()), found
