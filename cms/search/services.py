"""Search for the floors above: ask, suggest, rebuild. The engine is a setting."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.personalisation.viewer import Viewer
from cms.search import outbox
from cms.search.engine import Engine, Progress, no_progress
from cms.search.errors import IndexUnusable, WriterBusy
from cms.search.personal import hidden_from, query_for, shelf_of
from cms.search.query import SearchQuery, Selection
from cms.search.result import SearchResult, Suggestion
from cms.search.source import LibrarySource
from cms.search.tantivy_engine import TantivyEngine

__all__ = ["catch_up", "engine", "query_for", "rebuild", "search", "suggest", "suggest_for"]

MOST_BATCHES_AT_ONCE = 5
_log = logging.getLogger(__name__)


def engine() -> Engine:
    """The engine that the settings name. Raises ImproperlyConfigured for an unknown one."""
    if settings.SEARCH_ENGINE != "tantivy":
        raise ImproperlyConfigured(
            f"SEARCH_ENGINE is {settings.SEARCH_ENGINE!r}. The engines are: 'tantivy'."
        )
    return _tantivy(Path(settings.SEARCH_INDEX_DIR))


@lru_cache(maxsize=4)
def _tantivy(folder: Path) -> Engine:
    return TantivyEngine(folder)


def search(query: SearchQuery) -> SearchResult:
    """Answers a question about the content as it is now.

    Changes that are not in the index yet are applied first, unless another process is already at
    it. A missing or damaged index is rebuilt. Raises `SearchError` when that fails as well.
    """
    _make_ready()
    try:
        return engine().search(query)
    except IndexUnusable:
        _log.exception("The search index is unusable and is rebuilt.")
        rebuild()
        return engine().search(query)


def suggest(
    words: str,
    municipality: str,
    language: str,
    hidden: Sequence[Selection] = (),
    now: datetime | None = None,
) -> tuple[Suggestion, ...]:
    """Titles on a municipality's shelf that begin like what is being typed."""
    _make_ready()
    return engine().suggest(words, municipality, language, hidden, now)


def suggest_for(viewer: Viewer, words: str) -> tuple[Suggestion, ...]:
    """Titles that the viewer may meet and that begin like what is being typed."""
    hidden = hidden_from(viewer)
    return suggest(words, shelf_of(viewer), viewer.language, hidden, viewer.now)


def rebuild(progress: Progress = no_progress) -> int:
    """Builds the index anew beside the live one; gives the number of documents."""
    # The position is taken first: what changes meanwhile is applied once more, not missed.
    position = outbox.newest_position()
    return engine().rebuild(LibrarySource().all(), position, progress)


def catch_up(wait_seconds: float | None = None) -> None:
    """Applies pending changes, a bounded number at once; rebuilds when following can't do."""
    if not _is_behind():
        return
    try:
        for _ in range(MOST_BATCHES_AT_ONCE):
            if not outbox.follow(engine(), LibrarySource(), wait_seconds):
                return
    except IndexUnusable as reason:
        _log.warning("Rebuilding the search index. %s", reason)
        rebuild()


def _make_ready() -> None:
    from cms.search import follower

    follower.start()
    try:
        catch_up(wait_seconds=0)
    except WriterBusy:
        _log.info("Another process is updating the search index.")


def _is_behind() -> bool:
    """Whether the index is at another place than the newest change: a cheap look."""
    try:
        return engine().position() != outbox.newest_position()
    except IndexUnusable:
        return True
