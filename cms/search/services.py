"""Search for the floors above: ask, suggest, rebuild. Which engine answers is seen to here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from cms.personalisation.viewer import Viewer
from cms.search import engines
from cms.search.engine import Engine, Progress, no_progress
from cms.search.errors import EngineAway, IndexUnusable, WriterBusy
from cms.search.following import Following
from cms.search.misses.services import note
from cms.search.personal import query_for
from cms.search.query import SearchQuery, Selection
from cms.search.result import Hit, SearchResult, Suggestion
from cms.search.similar import similar_for
from cms.search.suggestions import suggestions_for

__all__ = [
    "catch_up",
    "engine",
    "query_for",
    "rebuild",
    "search",
    "search_for",
    "similar_to",
    "suggest",
    "suggest_for",
]

_log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
# How many times ten seconds a question waits for an index that another process is making.
_PATIENCE = 2


def engine() -> Engine:
    """The engine inside this process."""
    return engines.embedded().engine


def search(query: SearchQuery) -> SearchResult:
    """Answers a question about the content as it is now.

    Elasticsearch answers where the settings name it; while it is away, slow or behind, the
    engine inside this process does. There, changes that are not in the index yet are applied
    first, unless another process is already at it. A missing or damaged index is rebuilt.
    Raises `SearchError` when that fails as well.
    """
    return _answer(lambda engine: engine.search(query))


def suggest(
    words: str,
    municipality: str,
    language: str,
    hidden: Sequence[Selection] = (),
    now: datetime | None = None,
) -> tuple[Suggestion, ...]:
    """Titles on a municipality's shelf that begin like what is being typed."""
    return _answer(lambda engine: engine.suggest(words, municipality, language, hidden, now))


def suggest_for(viewer: Viewer, words: str) -> tuple[Suggestion, ...]:
    """What the viewer may meet and perhaps means while typing, with the editors' words."""
    return suggestions_for(viewer, words, suggest, search)


def search_for(viewer: Viewer, query: SearchQuery) -> SearchResult:
    """The answer to a viewer's question; a search that found nothing is counted for editors."""
    result = search(query)
    note(viewer, query, result)
    return result


def similar_to(viewer: Viewer, type_name: str, item_id: int, size: int) -> tuple[Hit, ...]:
    """What is most like an item and may be met by the viewer, at most `size`, best first."""

    def ask(item: str, query: SearchQuery) -> tuple[Hit, ...]:
        return _answer(lambda engine: engine.similar(item, query))

    return similar_for(viewer, type_name, item_id, size, ask)


def rebuild(progress: Progress = no_progress) -> int:
    """Builds every engine's index anew beside the live one; gives the number of documents."""
    return min(each.rebuild(progress) for each in engines.followed())


def catch_up(wait_seconds: float | None = None) -> None:
    """Applies pending changes to every engine, a bounded number at once."""
    for each in engines.followed():
        each.catch_up(wait_seconds)


def _answer(ask: Callable[[Engine], Answer]) -> Answer:
    from cms.search import follower

    follower.start()
    server = engines.server()
    if server is not None:
        if not follower.is_running():
            _prepare(server)
        if server.guard.is_trusted:
            try:
                return ask(server.engine)
            except (EngineAway, IndexUnusable) as reason:
                server.lost(reason)
    return _answer_here(ask)


def _answer_here(ask: Callable[[Engine], Answer]) -> Answer:
    here = engines.embedded()
    _prepare(here)
    try:
        return ask(here.engine)
    except IndexUnusable:
        _log.exception("The search index is unusable and is rebuilt.")
        _rebuild(here)
        return ask(here.engine)


def _rebuild(following: Following) -> None:
    """Builds the index anew, or waits while another process does, as many do at a cold start."""
    for _ in range(_PATIENCE):
        try:
            following.rebuild()
        except WriterBusy:
            _log.info("Another process is building the search index of %s.", following.name)
        else:
            return


def _prepare(following: Following) -> None:
    """Applies what has changed, as far as that can be done at once."""
    try:
        following.catch_up(wait_seconds=0)
    except WriterBusy:
        _log.info("Another process is updating the search index of %s.", following.name)
    except EngineAway:
        _log.info("%s is away.", following.name)
