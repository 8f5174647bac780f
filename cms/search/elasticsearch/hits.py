"""Hits as they are shown: in the reader's language, with the words marked."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from cms.search.analysis.analyser import Analyser
from cms.search.embedded.snapshot import in_language
from cms.search.result import Hit
from cms.search.snippets import Snippets

_SCORE_DECIMALS = 4


class Hits:
    """Makes hits of what Elasticsearch found, for one reader."""

    def __init__(self, analyser: Analyser, language: str, tokens: Set[str] = frozenset()) -> None:
        """`tokens` are those of the words to mark."""
        self._language = language
        self._snippets = Snippets(analyser, tokens)

    def hit(self, found: dict[str, Any], *, by_score: bool, recommended: bool = False) -> Hit:
        """One document that was found."""
        kept = found["_source"]["shown"]
        said = in_language(kept, self._language)
        return Hit(
            key=str(kept["key"]),
            type=str(kept["type"]),
            item_id=int(kept["item_id"]),
            score=round(float(found["_score"]), _SCORE_DECIMALS) if by_score else 0.0,
            title=said.title,
            snippet=self._snippets.best(said.text, said.language),
            title_snippet=self._snippets.whole(said.title, said.language),
            recommended=recommended,
        )
