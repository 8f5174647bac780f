"""Asks many rules about all citizens at once, in memory.

Every value that rules speak of becomes a row of bits, one bit a citizen; a rule is then a few
"and", "or" and "not" of whole rows. It must say the same as `memory` and `sql` for every rule,
citizen and day (property-tested). It is for the night and for large counts: 200,000 citizens and
500 audiences take seconds, and no row of bits is ever stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import QuerySet

from cms.citizens.declared import attributes
from cms.citizens.derivations import derive
from cms.citizens.item_words import days_ago
from cms.citizens.models import Answer, Citizen
from cms.citizens.values import COLUMNS
from cms.declarations.attributes import Calculation
from cms.personalisation.rule import (
    AllOf,
    AnyOf,
    Comparison,
    InAudience,
    Node,
    Not,
    Operator,
    WordTest,
)
from cms.personalisation.vocabulary import CITIZEN_COLUMNS, Fact, FactKind, Storage, Vocabulary

# A row of bits: the citizen at place n is in it when bit n is set.
Bits = int
Values = Mapping[Any, Bits]


class Crowd:
    """Some citizens on one day, in a fixed order."""

    def __init__(self, citizens: QuerySet[Citizen], vocabulary: Vocabulary, today: date) -> None:
        """Read who they are; what is known of them is read when rules ask for it."""
        self.citizens, self.vocabulary, self.today = citizens, vocabulary, today
        self.keys = list(citizens.order_by("pk").values_list("pk", flat=True))
        self.places = {key: place for place, key in enumerate(self.keys)}
        self.everybody: Bits = (1 << len(self.keys)) - 1
        self._values: dict[str, Values] = {}
        self._known: dict[Node, Bits] = {}

    def fitting(self, tree: Node) -> Bits:
        """Give those whom a rule fits; audiences must be expanded already."""
        match tree:
            case AllOf(parts):
                return reduce(and_, map(self.fitting, parts), self.everybody)
            case AnyOf(parts):
                return reduce(or_, map(self.fitting, parts), 0)
            case Not(part):
                return self.everybody ^ self.fitting(part)
            case Comparison() | WordTest():
                if tree not in self._known:
                    self._known[tree] = self._asked(tree)
                return self._known[tree]
            case InAudience(name):
                raise ValueError(f"Audience '{name}' must be expanded before a rule is asked.")

    def keys_in(self, bits: Bits) -> Iterator[int]:
        """Give the primary keys of those whose bit is set, in order."""
        places = bin(bits)[:1:-1]
        at = places.find("1")
        while at >= 0:
            yield self.keys[at]
            at = places.find("1", at + 1)

    def bits_of(self, keys: Iterable[int]) -> Bits:
        """Give the row of those with these primary keys; others are passed over."""
        return _bits((self.places[key] for key in keys if key in self.places), len(self.keys))

    def _asked(self, node: Comparison | WordTest) -> Bits:
        if isinstance(node, WordTest):
            word = self.vocabulary.words[node.word]
            found = self.citizens.filter(word.exists(dict(node.arguments), self.today))
            return self.bits_of(found.values_list("pk", flat=True))
        return self._compared(node, self._values_of(self.vocabulary.facts[node.fact]))

    def _compared(self, node: Comparison, values: Values) -> Bits:
        match node.operator:
            case Operator.KNOWN:
                return _either(values.values())
            case Operator.UNKNOWN:
                return self.everybody ^ _either(values.values())
            case Operator.IS_NOT | Operator.NONE_OF:
                named = _either(values.get(value, 0) for value in node.values)
                return _either(values.values()) & ~named
            case Operator.AT_LEAST:
                return _either(row for value, row in values.items() if value >= node.values[0])
            case Operator.AT_MOST:
                return _either(row for value, row in values.items() if value <= node.values[0])
        return _either(values.get(value, 0) for value in node.values)

    def _values_of(self, fact: Fact) -> Values:
        """The rows of a fact's values; the empty text and None are no values."""
        if fact.name not in self._values:
            self._values[fact.name] = self._read(fact)
        return self._values[fact.name]

    def _read(self, fact: Fact) -> Values:
        if fact.storage is Storage.TODAY:
            return {self.today: self.everybody}
        if fact.storage is not Storage.ANSWER:
            return self._from_citizens(fact)
        if fact.counted is None:
            return self._from_answers(fact)
        source = self._values_of(self.vocabulary.facts[fact.counted.source])
        return _regrouped(source, fact.counted.way.value, self.today)

    def _from_citizens(self, fact: Fact) -> Values:
        column = CITIZEN_COLUMNS.get(fact.storage, fact.column)
        values = self.citizens.order_by("pk").values_list(column, flat=True)
        if fact.storage is Storage.MOMENT:
            # Hardly two have the same moment, but many the same day.
            return self._grouped(enumerate(days_ago(value, self.today) for value in values))
        return self._grouped((place, value) for place, value in enumerate(values) if value)

    def _from_answers(self, fact: Fact) -> Values:
        column = COLUMNS[attributes()[fact.name].kind]
        answers = Answer.objects.filter(attribute=fact.name, **{f"{column}__isnull": False})
        rows = answers.order_by().values_list("citizen_id", column).iterator(chunk_size=20_000)
        # Of free text a rule only asks whether there is any.
        is_text, places = fact.kind is FactKind.TEXT, self.places
        return self._grouped(
            (places[key], True if is_text else value) for key, value in rows if key in places
        )

    def _grouped(self, pairs: Iterable[tuple[int, Any]]) -> Values:
        """Rows of pairs of a place and a value."""
        places: dict[Any, list[int]] = defaultdict(list)
        for place, value in pairs:
            places[value].append(place)
        return {value: _bits(found, len(self.keys)) for value, found in places.items()}


def _bits(places: Iterable[int], length: int) -> Bits:
    row = bytearray(length // 8 + 1)
    for place in places:
        row[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(row, "little")


def _either(rows: Iterable[Bits]) -> Bits:
    return reduce(or_, rows, 0)


def _regrouped(values: Values, way: Calculation, today: date) -> Values:
    """The rows of what is worked out from values."""
    found: dict[Any, Bits] = defaultdict(int)
    for value, row in values.items():
        if (result := derive(way, value, today)) is not None:
            found[result] |= row
    return found
