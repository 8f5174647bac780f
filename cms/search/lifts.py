"""What is new, and what is made with care, comes a little higher among what words find.

Every engine multiplies a score with the same factor: 1 + NEWNESS × ½^(age / HALF_LIFE) +
QUALITY × quality. It is small, so that it decides between items that fit about as well, and
never brings what hardly fits before what fits well. Without words it is not used.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

NEWNESS: Final = 0.06
QUALITY: Final = 0.10
HALF_LIFE: Final = timedelta(days=180)
HIGHEST: Final = 1 + NEWNESS + QUALITY


def lift(age: timedelta | None, quality: float) -> float:
    """The factor for a document published `age` ago (None: nobody knows when), quality 0 to 1.

    What is published later than now counts as published now.
    """
    newness = 0.0 if age is None else 0.5 ** (max(age, timedelta()) / HALF_LIFE)
    return 1 + NEWNESS * float(newness) + QUALITY * quality
