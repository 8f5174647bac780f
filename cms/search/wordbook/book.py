"""All that editors say about words, as one search meets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from cms.search.query import SELECTION_COUNT, Selection, SynonymGroups
from cms.search.wordbook.meaning import Meaning, begins, meaning_of

# So few letters begin too many words.
_FEWEST_LETTERS = 3


@dataclass(frozen=True)
class Recommended:
    """Items for some phrases, from a first day to a last one; `items` are keys ("type:12")."""

    phrases: tuple[str, ...]
    items: tuple[str, ...]
    first_day: date | None = None
    last_day: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it is its time."""
        begun = self.first_day is None or self.first_day <= today
        return begun and (self.last_day is None or today <= self.last_day)


@dataclass(frozen=True)
class Wordbook:
    """One site's own words before the nation's; made by `book`."""

    synonyms: SynonymGroups = ()
    recommended: tuple[Recommended, ...] = ()
    by_meaning: Mapping[Meaning, tuple[Recommended, ...]] = field(default_factory=dict)
    others: Mapping[Meaning, tuple[str, ...]] = field(default_factory=dict)

    def best(self, words: str, today: date) -> tuple[Selection, ...]:
        """What is recommended for these words, each item once, in order."""
        found = self.by_meaning.get(meaning_of(words), ()) if self.by_meaning else ()
        keys = dict.fromkeys(key for one in found if one.holds(today) for key in one.items)
        return tuple(Selection(keys=frozenset({key})) for key in list(keys)[:SELECTION_COUNT])

    def begun(self, typed: str, today: date) -> Iterator[str]:
        """Phrases with a recommendation that begin like what is being typed."""
        if len(typed.strip()) < _FEWEST_LETTERS:
            return
        for one in self.recommended:
            if one.holds(today):
                yield from (phrase for phrase in one.phrases if begins(phrase, typed))

    def same(self, typed: str) -> tuple[str, ...]:
        """What else means the same as the words that are typed."""
        return self.others.get(meaning_of(typed), ()) if self.others else ()


def book(synonyms: SynonymGroups, recommended: tuple[Recommended, ...]) -> Wordbook:
    """A wordbook of these, ready to be asked."""
    by_meaning: dict[Meaning, tuple[Recommended, ...]] = {}
    for one in recommended:
        for meaning in dict.fromkeys(meaning_of(phrase) for phrase in one.phrases):
            by_meaning[meaning] = (*by_meaning.get(meaning, ()), one)
    return Wordbook(synonyms, recommended, by_meaning, _others(synonyms))


def _others(synonyms: SynonymGroups) -> dict[Meaning, tuple[str, ...]]:
    found: dict[Meaning, tuple[str, ...]] = {}
    for group in synonyms:
        meanings = {word: meaning_of(word) for word in group}
        for meaning in dict.fromkeys(meanings.values()):
            others = (word for word, other in meanings.items() if other != meaning)
            found[meaning] = (*found.get(meaning, ()), *others)
    return found


NO_WORDS = Wordbook()
