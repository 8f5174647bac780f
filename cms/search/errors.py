"""What can go wrong in search, each with what to do about it."""

from __future__ import annotations


class SearchError(Exception):
    """Something in search went wrong; the message says what and the way out."""


class QueryError(SearchError):
    """A question that can't be asked.

    `field` names the part of the question, `way_out` says what would be accepted.
    """

    def __init__(self, field: str, problem: str, way_out: str) -> None:
        super().__init__(f"{field}: {problem} {way_out}")
        self.field = field
        self.problem = problem
        self.way_out = way_out


class DocumentError(SearchError):
    """A document that can't be indexed; the message names the document and the field."""


class IndexUnusable(SearchError):
    """The index on disk is missing or damaged. Rebuild it: `manage.py search_index rebuild`."""


class WriterBusy(SearchError):
    """Another process has been writing to the index for longer than we are ready to wait."""


class EngineAway(SearchError):
    """A search server gives no answer, or none in time. Worth another try in a little while."""
