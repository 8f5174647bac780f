"""Which words may be counted: none that may tell who asked, or whom they asked about."""

from __future__ import annotations

import re
import unicodedata

from cms.search.models.misses import LONGEST_MISS
from cms.search.query import tidy_words

MOST_WORDS, MOST_DIGITS = 6, 3
_ADDRESS = re.compile(r"@|://|\bwww\.|\.(?:dk|com|org|net)\b", re.IGNORECASE)
_STREET = re.compile(
    r"(?:vej|gade|all[eé]|stræde|plads|vænge|park(?:en)?|vang|toft)(?:en)?\s+\d", re.IGNORECASE
)
# Two words side by side with capitals are a name; so is what ends as most Danish family names do.
_CAPITALS = re.compile(r"\b([^\W\d_])[^\W\d_]+\s+([^\W\d_])[^\W\d_]+")
_FAMILY = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}(?:sen|søn|dottir|dóttir)\b", re.IGNORECASE)


def countable(words: str, never: str = "") -> str:
    """The words in lower case as they may be counted, or "" where they may not.

    `never` is what is known of who asks, such as a name: words of it are never counted.
    """
    tidied = tidy_words(words)
    if not 1 < len(tidied) <= LONGEST_MISS or len(tidied.split()) > MOST_WORDS:
        return ""
    if _tells_of_somebody(tidied) or _own(tidied) & _own(never):
        return ""
    return tidied.lower()


def _tells_of_somebody(words: str) -> bool:
    digits = sum(unicodedata.category(sign) == "Nd" for sign in words)
    return (
        digits > MOST_DIGITS
        or bool(_ADDRESS.search(words) or _STREET.search(words) or _FAMILY.search(words))
        or any(first.isupper() and second.isupper() for first, second in _CAPITALS.findall(words))
    )


def _own(words: str) -> set[str]:
    return {word for word in words.lower().split() if len(word) > 1}
