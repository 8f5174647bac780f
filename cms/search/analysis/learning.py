"""Which words of a corpus are frequent enough that compounds may be made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cms.search.analysis.compounds import Compounds
from cms.search.analysis.folding import fold
from cms.search.analysis.stems import stem
from cms.search.analysis.tokens import spellings_of

_FEWEST_TEXTS = 3
_MOST_WORDS = 2000
_SHORTEST = 5


def frequent_words(texts: Iterable[str]) -> dict[str, str]:
    """Folded words with their stems: those in at least three Danish `texts`, at most 2,000.

    Compounds of known words are no parts of others; neither are words below five letters, since
    nearly every word begins or ends like one.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word.lower() for word in spellings_of(text)})
    known = Compounds({})
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[: _MOST_WORDS * 2]
    frequent = (fold(word) for word, count in ranked if count >= _FEWEST_TEXTS)
    parts = [word for word in frequent if _is_part(word) and known.split(word) is None]
    return {word: stem(word, "da") for word in sorted(set(parts[:_MOST_WORDS]))}


def _is_part(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()
