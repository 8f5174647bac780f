"""Stems are the same however many threads ask at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from cms.search.analysis.stems import stem

WORDS = [
    (f"{start}{middle}{end}", language)
    for language, end in (("da", "erne"), ("en", "ations"), ("ru", "ального"), ("ar", "ات"))
    for start in ("arbejds", "internation", "консультац", "استشار", "k")
    for middle in ("plads", "al", "и", "ي", "levned", "sprog", "o")
]


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns as often as can be."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hurried")
def test_threads_do_not_disturb_each_other() -> None:
    stem.cache_clear()
    alone = [stem.__wrapped__(*word) for word in WORDS]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda word: stem.__wrapped__(*word), WORDS * 20))
    assert together == alone * 20
