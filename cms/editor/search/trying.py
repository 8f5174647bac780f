"""How the search answers without editors' words and with them, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.library.registry import declarations
from cms.personalisation.viewer import Viewer
from cms.search.errors import SearchError
from cms.search.personal import query_for, wordbook_for
from cms.search.result import Hit, SearchResult
from cms.search.services import search
from cms.search.wordbook.book import NO_WORDS, Wordbook, book

SHOWN = 5
MOST_TRIED = 3


@dataclass(frozen=True)
class Row:
    """A hit as it stands in a column; `note` says what has become of it."""

    title: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class Trial:
    """One search, answered twice. `is_alike` says that nothing has become of it."""

    words: str
    before: Sequence[Row]
    after: Sequence[Row]
    count_before: int
    count_after: int

    @property
    def is_alike(self) -> bool:
        """Whether both answers are the same."""
        return self.count_before == self.count_after and not any(row.note for row in self.after)


def tried(viewer: Viewer, words: str, group: Sequence[str] = ()) -> Trial | None:
    """One search without the editors' words and with them; None while the search is away.

    With a `group`: with the words as they are, and with that group besides.
    """
    known = wordbook_for(viewer)
    more = book((*known.synonyms, tuple(group)), known.recommended)
    first, second = (known, more) if group else (NO_WORDS, known)
    try:
        before, after = _answer(viewer, words, first), _answer(viewer, words, second)
    except SearchError:
        return None
    places = {hit.key: at for at, hit in enumerate(before.hits)}
    return Trial(
        words,
        [Row(hit.title, kind_of(hit)) for hit in before.hits],
        [Row(hit.title, kind_of(hit), _note(hit, at, places)) for at, hit in enumerate(after.hits)],
        before.total,
        after.total,
    )


def each_tried(viewer: Viewer, group: Sequence[str]) -> list[Trial]:
    """Each word of a group that isn't kept yet."""
    found = (tried(viewer, words, group) for words in group[:MOST_TRIED])
    return [one for one in found if one is not None]


def kind_of(hit: Hit) -> str:
    """What a hit's type is called."""
    return declarations()[hit.type].labels.in_language("da").one.capitalize()


def _answer(viewer: Viewer, words: str, wordbook: Wordbook) -> SearchResult:
    return search(query_for(viewer, words, size=SHOWN, wordbook=wordbook))


def _note(hit: Hit, at: int, places: dict[str, int]) -> str:
    if hit.recommended:
        return _("Anbefalet af jer")
    if hit.key not in places:
        return _("Ny i listen")
    return _("Rykket op") if places[hit.key] > at else ""
