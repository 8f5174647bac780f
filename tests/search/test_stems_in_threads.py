"""Stems are the same whoever else stems at the time."""

from concurrent.futures import ThreadPoolExecutor
from sys import getswitchinterval, setswitchinterval

from cms.search.analysis.stems import stem

STARTS = ("arbejds", "jobsoeg", "samtal", "kurs")
ENDINGS = ("er", "erne", "ernes", "ning", "ningerne", "loeshed", "else", "elserne", "t", "et")
WORDS = [f"{start}{ending}" for start in STARTS for ending in ENDINGS]


def stems() -> list[str]:
    """Worked out anew, not remembered."""
    return [stem.__wrapped__(word, "da") for word in WORDS * 20]


def test_threads_do_not_take_each_others_letters() -> None:
    alone, interval = stems(), getswitchinterval()
    setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda _number: stems(), range(8)))
    finally:
        setswitchinterval(interval)
    assert together == [alone] * 8
