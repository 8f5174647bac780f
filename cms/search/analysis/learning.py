"""Which words of a corpus are frequent enough that compounds may be made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cms.search.analysis.folding import fold
from cms.search.analysis.tokens import words_of

_FEWEST_TEXTS = 3
_MOST_WORDS = 5000


def frequent_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Folded words that stand in at least three of `texts`, sorted, at most five thousand."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({fold(word.text) for word in words_of(text)})
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_WORDS]
    return tuple(sorted(word for word, count in ranked if count >= _FEWEST_TEXTS))
