"""What can be kept of what editors write, each refusal with the way out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.search.query import tidy_words
from cms.search.wordbook.meaning import Meaning, meaning_of

LONGEST_WORDS = 60
MOST_WORDS, FEWEST_SAME = 12, 2
# Of each owner's; a search has room for the nation's and one municipality's.
MOST_GROUPS, MOST_RECOMMENDATIONS, MOST_ITEMS = 500, 500, 10


def words_written(written: Iterable[str], fewest: int) -> list[str]:
    """Words and phrases, tidied, each meaning once. Raises ValidationError."""
    kept: dict[str, None] = {}
    for one in written:
        words = tidy_words(one)
        if len(words) > LONGEST_WORDS:
            raise ValidationError(
                _("»%(words)s…« er for langt. Brug højst %(most)s tegn."),
                params={"words": words[:20], "most": LONGEST_WORDS},
            )
        if meaning_of(words):
            kept.setdefault(words)
    _check_count(len(kept), fewest)
    return list(kept)


def _check_count(count: int, fewest: int) -> None:
    if count < fewest:
        said = _("Skriv mindst to ord eller vendinger.") if fewest > 1 else _("Skriv et søgeord.")
        raise ValidationError(said)
    if count > MOST_WORDS:
        raise ValidationError(
            _("Det er for mange på én gang. Skriv højst %(most)s."), params={"most": MOST_WORDS}
        )


def check_different(words: Iterable[str]) -> None:
    """Raises ValidationError for words that search knows as the same already."""
    seen: dict[Meaning, str] = {}
    for one in words:
        other = seen.setdefault(meaning_of(one), one)
        if other != one:
            raise ValidationError(
                _("»%(one)s« og »%(other)s« er det samme ord for søgningen. Fjern det ene."),
                params={"one": other, "other": one},
            )


def check_days(first: date | None, last: date | None) -> None:
    """Raises ValidationError for days in the wrong order."""
    if first and last and last < first:
        raise ValidationError({"last_day": _("Den sidste dag ligger før den første.")})


def check_room(count: int, most: int) -> None:
    """Raises ValidationError where there are as many as there may be."""
    if count >= most:
        raise ValidationError(
            _("Der er ikke plads til flere end %(most)s. Fjern nogen, I ikke bruger."),
            params={"most": most},
        )
