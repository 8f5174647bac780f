"""One spelling for what people spell in several ways.

Latin letters lose their accents; æ, ø, å become ae, oe, aa, so that "Aarhus" and "Århus" are the
same word. Arabic loses its vowel signs, Russian ё becomes е. Folding comes before stemming, so
both spellings always end as the same stem.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ß": "ss", "đ": "d", "ł": "l",
        "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ـ": None,
    }
)  # fmt: skip
_ARABIC_SIGNS = frozenset(chr(code) for code in (*range(0x064B, 0x0660), 0x0670))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """`word` in lower case and in the one spelling that search knows."""
    letters = unicodedata.normalize("NFKC", word).lower().translate(_LETTERS)
    if letters.isascii():
        return letters
    return "".join(_bare(letter) for letter in letters)


def _bare(letter: str) -> str:
    if letter in _ARABIC_SIGNS:
        return ""
    base = unicodedata.normalize("NFD", letter)[0]
    # Only Latin accents are dropped: Russian й is a letter of its own.
    return base if base.isascii() else letter
