"""A book that holds for one stretch of code only: how the portal would be with a draft in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cms.personalisation.book import Book

_on_trial: ContextVar[Book | None] = ContextVar("book_on_trial", default=None)


def book_on_trial() -> Book | None:
    """Give the book that is tried out here; None where the published one holds."""
    return _on_trial.get()


@contextmanager
def trying(book: Book) -> Iterator[None]:
    """Let the book hold within the block, for this request alone."""
    token = _on_trial.set(book)
    try:
        yield
    finally:
        _on_trial.reset(token)
