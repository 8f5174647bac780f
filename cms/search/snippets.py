"""The piece of a text that shows why it was found, as safe HTML."""

from __future__ import annotations

import html
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence, Set

from cms.search.analysis.analyser import Analyser
from cms.search.analysis.tokens import Word, spellings_of, words_wanted

_LENGTH = 200
_LEAD = 40


class Snippets:
    """Marks the words of a question in texts."""

    def __init__(self, analyser: Analyser, tokens: Set[str]) -> None:
        """`tokens` are those of the words sought."""
        self._analyser = analyser
        self._tokens = tokens
        # By language: words as they are spelt that were looked at, and those of them sought.
        self._known: defaultdict[str, set[str]] = defaultdict(set)
        self._sought: defaultdict[str, set[str]] = defaultdict(set)

    def whole(self, text: str, language: str) -> str:
        """All of `text`, escaped, the sought words in `<mark>`."""
        return _marked(text, 0, len(text), self._found(text, language))

    def best(self, text: str, language: str) -> str:
        """About 200 characters around the densest sought words, escaped and marked."""
        found = self._found(text, language)
        start = max(found[_densest(found)].start - _LEAD, 0) if found else 0
        start, end = _window(text, start)
        before = "… " if start else ""
        after = " …" if end < len(text) else ""
        return f"{before}{_marked(text, start, end, found)}{after}"

    def _found(self, text: str, language: str) -> list[Word]:
        if not self._tokens:
            return []
        known, sought = self._known[language], self._sought[language]
        here = set(spellings_of(text))
        for word in here - known:
            known.add(word)
            if not self._tokens.isdisjoint(self._analyser.word(word, language).tokens):
                sought.add(word)
        # Most texts have none or few of them: only then is it looked where they stand.
        wanted = here & sought
        return words_wanted(text, wanted) if wanted else []


def _densest(found: Sequence[Word]) -> int:
    """The first word of the stretch that holds most of the words found."""
    ends = [word.end for word in found]
    room = _LENGTH - _LEAD
    counts = (bisect_right(ends, word.start + room) - at for at, word in enumerate(found))
    return max(enumerate(counts), key=lambda pair: (pair[1], -pair[0]))[0]


def _window(text: str, start: int) -> tuple[int, int]:
    """A stretch from `start` that neither begins nor ends inside a word."""
    if start:
        space = text.find(" ", start, start + _LEAD)
        start = space + 1 if space >= 0 else start
    end = min(start + _LENGTH, len(text))
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    return start, end


def _marked(text: str, start: int, end: int, found: Sequence[Word]) -> str:
    pieces = []
    at = start
    for word in found:
        if word.start >= at and word.end <= end:
            pieces.append(html.escape(text[at : word.start]))
            pieces.append(f"<mark>{html.escape(text[word.start : word.end])}</mark>")
            at = word.end
    pieces.append(html.escape(text[at:end]))
    return "".join(pieces)
