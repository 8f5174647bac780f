"""Hits as they are shown: in the reader's language, with the words marked."""

from __future__ import annotations

from collections.abc import Set

from tantivy import DocAddress

from cms.search.embedded.snapshot import Snapshot, in_language
from cms.search.result import Hit
from cms.search.snippets import Snippets


class Hits:
    """Makes hits of documents for one reader."""

    def __init__(self, snapshot: Snapshot, language: str, tokens: Set[str] = frozenset()) -> None:
        """`tokens` are those of the words to mark."""
        self._snapshot = snapshot
        self._language = language
        self._snippets = Snippets(snapshot.analyser, tokens)

    def hit(self, address: DocAddress, score: float, *, recommended: bool = False) -> Hit:
        """The document at an address."""
        kept = self._snapshot.stored(address)
        said = in_language(kept, self._language)
        return Hit(
            key=str(kept["key"]),
            type=str(kept["type"]),
            item_id=int(kept["item_id"]),
            score=score,
            title=said.title,
            snippet=self._snippets.best(said.text, said.language),
            title_snippet=self._snippets.whole(said.title, said.language),
            recommended=recommended,
        )
