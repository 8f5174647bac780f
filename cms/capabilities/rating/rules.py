"""What may be written, and when a figure may be shown: decisions without a database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.capabilities.rating.models import FEWEST_STARS, LONGEST_WORDS, MOST_STARS, Helped

# From how many citizens on a figure says something of the item and nothing of any of them.
FEWEST_SHOWN = 5
# So many reports hide words until a person has read them again.
REPORTS_THAT_HIDE = 3
MOST_RATINGS_A_DAY = 30
MOST_REPORTS_A_DAY = 10
# A telephone number, a civil number or a mail address: nobody's business to put on a page.
_PRIVATE = re.compile(r"(?:\d[\s.\-]?){8,}|\S+@\S+")


class InvalidRating(ValueError):
    """Stars or words that can't be kept; the text says why and what to do."""


@dataclass(frozen=True)
class Figures:
    """How an item is rated: the average of its stars, and by how many."""

    average: float
    count: int

    @property
    def are_shown(self) -> bool:
        """Whether there are enough to be nobody's in particular."""
        return self.count >= FEWEST_SHOWN


def stars_of(written: object) -> int:
    """One to five whole stars. Raises InvalidRating."""
    text = str(written).strip()
    if not (text.isascii() and text.isdigit() and FEWEST_STARS <= int(text) <= MOST_STARS):
        raise InvalidRating(_("Vælg fra 1 til 5 stjerner."))
    return int(text)


def words_of(written: str) -> str:
    """The words as they are kept. Raises InvalidRating."""
    text = " ".join(written.split())
    if len(text) > LONGEST_WORDS:
        raise InvalidRating(
            _("Det er lidt for langt. Skriv højst %(most)s tegn.") % {"most": LONGEST_WORDS}
        )
    if _PRIVATE.search(text):
        raise InvalidRating(
            _("Skriv ikke telefonnumre, CPR-numre eller mailadresser. Andre kan læse det.")
        )
    return text


def helped_of(written: str) -> Helped:
    """Yes, some or no. Raises InvalidRating."""
    try:
        return Helped(written)
    except ValueError as error:
        raise InvalidRating(_("Vælg ja, lidt eller nej.")) from error


def pulse_in_words(answers: Mapping[str, int]) -> str:
    """How many said what, once there are enough to be nobody's in particular; else nothing."""
    if sum(answers.values()) < FEWEST_SHOWN:
        return ""
    return ", ".join(f"{label}: {answers.get(key, 0)}" for key, label in Helped.choices)
