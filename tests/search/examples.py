"""Documents to search in."""

from __future__ import annotations

from typing import Any

from cms.search.document import Document
from cms.search.query import SearchQuery
from cms.search.result import SearchResult

HERE = "0787"


def document(number: int, title: str = "Titel", text: str = "", **parts: Any) -> Document:
    """A document on every shelf, unless `parts` say otherwise."""
    kind = parts.pop("type", "course")
    parts.setdefault("key", f"{kind}:{number}")
    parts.setdefault("shelf_all", True)
    parts.setdefault("language", "da")
    parts.setdefault("texts", ((text, 1.0),) if text else ())
    parts["facets"] = {name: frozenset(values) for name, values in parts.get("facets", {}).items()}
    return Document(type=kind, item_id=number, title=title, **parts)


def documents(*titles: str, language: str = "da") -> list[Document]:
    """One document a title, numbered from 1."""
    return [document(number, title, language=language) for number, title in enumerate(titles, 1)]


def ask(words: str = "", **parts: Any) -> SearchQuery:
    """A question from Thisted, unless `parts` say otherwise."""
    parts.setdefault("municipality", HERE)
    return SearchQuery(words=words, **parts)


def numbers(result: SearchResult) -> list[int]:
    """The item numbers found, in order."""
    return [hit.item_id for hit in result.hits]


def titles(result: SearchResult) -> list[str]:
    """The titles found, in order."""
    return [hit.title for hit in result.hits]
