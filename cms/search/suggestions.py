"""What a viewer is offered while typing, with what editors say about words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from cms.personalisation.viewer import Viewer
from cms.search.personal import hidden_from, query_for, shelf_of, wordbook_for
from cms.search.query import SearchQuery
from cms.search.result import SearchResult, Suggestion
from cms.search.wordbook.book import Wordbook

MOST = 8
# So many phrases and other words are followed while somebody types.
_FOLLOWED = 3
Search = Callable[[SearchQuery], SearchResult]
Suggest = Callable[..., tuple[Suggestion, ...]]


def suggestions_for(
    viewer: Viewer, words: str, suggest: Suggest, search: Search
) -> tuple[Suggestion, ...]:
    """Recommended items first, then titles that begin so, then those of words that mean the same.

    `suggest` and `search` ask the engine. What the viewer does not meet is never among them.
    """
    wordbook = wordbook_for(viewer)
    hidden, shelf = hidden_from(viewer), shelf_of(viewer)

    def titles(typed: str) -> tuple[Suggestion, ...]:
        return suggest(typed, shelf, viewer.language, hidden, viewer.now)

    same = (title for other in wordbook.same(words)[:_FOLLOWED] for title in titles(other))
    return _each_once([*_recommended(viewer, words, wordbook, search), *titles(words), *same])


def _recommended(
    viewer: Viewer, words: str, wordbook: Wordbook, search: Search
) -> Iterator[Suggestion]:
    for phrase in islice(wordbook.begun(words, viewer.today), _FOLLOWED):
        query = query_for(viewer, phrase, size=MOST, wordbook=wordbook)
        for hit in search(replace(query, facets=())).hits:
            if hit.recommended:
                yield Suggestion(hit.title, hit.key, hit.type, hit.item_id)


def _each_once(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    first: dict[tuple[str, int], Suggestion] = {}
    for one in found:
        first.setdefault((one.type, one.item_id), one)
    return tuple(first.values())[:MOST]
