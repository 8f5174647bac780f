"""Reads a rule from data (JSON or YAML) and finds every mistake at once."""

from __future__ import annotations

from collections.abc import Mapping

from cms.citizens.rule_words import WITHIN_DAYS
from cms.personalisation.problems import Problem, RuleError, did_you_mean
from cms.personalisation.rule import (
    BARE_OPERATORS,
    LIST_OPERATORS,
    AllOf,
    AnyOf,
    Comparison,
    InAudience,
    Node,
    Not,
    Operator,
    Scalar,
    WordTest,
)
from cms.personalisation.values import (
    LARGEST_COUNT,
    LONGEST_TEXT,
    WrongValueError,
    read_value,
    seen,
)
from cms.personalisation.vocabulary import Fact, Vocabulary

DEEPEST = 8
MOST_NODES = 100
MOST_VALUES = 100
_SPLIT = "Make an audience of a part of it and name that here."

# What stands in for a part that could not be read; it never leaves this module.
_UNREADABLE = AllOf(())
_BRANCHES = ("all", "any", "not", "audience", "fact")


def parse_rule(data: object, vocabulary: Vocabulary, place: str = "rule") -> Node:
    """Give the rule as a tree. Raises `RuleError` with every mistake found."""
    reader = _Reader(vocabulary)
    node = reader.node(data, place, depth=1)
    if reader.problems:
        raise RuleError(reader.problems)
    return node


class _Reader:
    """One reading: collects problems and counts nodes as it goes down."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.nodes = 0

    def wrong(self, place: str, reason: str, fix: str = "") -> Node:
        """Note a mistake and give something to go on with."""
        self.problems.append(Problem(place, reason, fix))
        return _UNREADABLE

    def node(self, data: object, place: str, depth: int) -> Node:
        """Read one node and everything below it."""
        self.nodes += 1
        if self.nodes == MOST_NODES + 1:
            return self.wrong(place, f"The rule has more than {MOST_NODES} parts.", _SPLIT)
        if self.nodes > MOST_NODES:
            return _UNREADABLE
        if depth > DEEPEST:
            return self.wrong(place, f"The rule is more than {DEEPEST} levels deep.", _SPLIT)
        if not isinstance(data, Mapping) or not data:
            fix = 'Write for instance {"fact": "age", "at_least": 30}.'
            return self.wrong(place, f"A condition was expected, not {seen(data)}.", fix)
        return self._branch(data, place, depth)

    def _branch(self, data: Mapping[object, object], place: str, depth: int) -> Node:
        if "fact" in data:
            return self._comparison(data, place)
        if not {*data}.isdisjoint(Operator):
            fix = 'Write {"fact": …} beside the operator.'
            return self.wrong(place, "A comparison does not say which fact.", fix)
        if len(data) > 1:
            keys = ", ".join(f"'{key}'" for key in data)
            fix = 'Put each in its own {} in a list under "all" or "any".'
            return self.wrong(place, f"Several conditions stand together: {keys}.", fix)
        key, value = next(iter(data.items()))
        return self._keyed(str(key), value, place, depth)

    def _keyed(self, key: str, value: object, place: str, depth: int) -> Node:
        below = f"{place}.{key}"
        match key:
            case "all" | "any":
                return self._several(key, value, below, depth)
            case "not":
                return Not(self.node(value, below, depth + 1))
            case "audience":
                return self._audience(value, below)
        if key in self.vocabulary.words:
            return self._word(key, value, below)
        known = {*_BRANCHES, *self.vocabulary.words}
        return self.wrong(place, f"'{key}' is not a condition.", did_you_mean(key, known))

    def _several(self, key: str, value: object, place: str, depth: int) -> Node:
        if not isinstance(value, list | tuple):
            return self.wrong(place, f"A list was expected, not {seen(value)}.", "Put it in [ ].")
        if key == "any" and not value:
            return self.wrong(place, "The list is empty, so it fits nobody.", "Add a condition.")
        parts = tuple(
            self.node(part, f"{place}[{index}]", depth + 1) for index, part in enumerate(value)
        )
        return AllOf(parts) if key == "all" else AnyOf(parts)

    def _audience(self, value: object, place: str) -> Node:
        if isinstance(value, str) and value in self.vocabulary.audiences:
            return InAudience(value)
        fix = did_you_mean(value, self.vocabulary.audiences)
        return self.wrong(place, f"There is no audience {seen(value)}.", fix)

    def _word(self, name: str, value: object, place: str) -> Node:
        allowed = self.vocabulary.words[name].arguments
        if not isinstance(value, Mapping):
            fix = f"Write {{{', '.join(allowed)}}} with their values."
            return self.wrong(place, f"Named values were expected, not {seen(value)}.", fix)
        for key in value:
            if key in allowed:
                self._argument(key, value[key], f"{place}.{key}")
            else:
                self.wrong(f"{place}.{key}", "This name is unknown.", did_you_mean(key, allowed))
        for key, required in allowed.items():
            if required and key not in value:
                self.wrong(place, f"'{key}' is missing.", f'Add "{key}".')
        return WordTest(name, tuple(sorted((str(key), value[key]) for key in value)))

    def _argument(self, name: str, value: object, place: str) -> None:
        if name == WITHIN_DAYS:
            if type(value) is not int or not 0 <= value <= LARGEST_COUNT:
                fix = f"Write a whole number from 0 to {LARGEST_COUNT}, without quotes."
                self.wrong(place, f"A number of days was expected, not {seen(value)}.", fix)
            return
        known = self.vocabulary.arguments.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
            self.wrong(place, f"A text was expected, not {seen(value)}.")
        elif known is not None and value not in known:
            self.wrong(place, f"There is no {name} {seen(value)}.", did_you_mean(value, known))

    def _comparison(self, data: Mapping[object, object], place: str) -> Node:
        name = data["fact"]
        fact = self.vocabulary.facts.get(name) if isinstance(name, str) else None
        if fact is None:
            fix = did_you_mean(name, self.vocabulary.facts)
            return self.wrong(f"{place}.fact", f"There is no fact {seen(name)}.", fix)
        keys = [key for key in data if key != "fact"]
        if len(keys) != 1:
            reason = "Exactly one operator must stand beside 'fact'."
            fix = f'Use one of: {", ".join(fact.operators)}; put two conditions under "all".'
            return self.wrong(place, reason, fix)
        if keys[0] not in tuple(fact.operators):
            reason = f"'{keys[0]}' cannot be used with '{fact.name}'."
            return self.wrong(f"{place}.{keys[0]}", reason, did_you_mean(keys[0], fact.operators))
        operator = Operator(str(keys[0]))
        return self._values(fact, operator, data[operator.value], f"{place}.{operator}")

    def _values(self, fact: Fact, operator: Operator, value: object, place: str) -> Node:
        if operator in BARE_OPERATORS:
            if value is not True:
                other = next(iter(BARE_OPERATORS - {operator}))
                fix = f'Write true, or use "{other}": true for the opposite.'
                return self.wrong(place, f"Only true can stand here, not {seen(value)}.", fix)
            return Comparison(fact.name, operator)
        if operator not in LIST_OPERATORS:
            scalar = self._scalar(fact, value, place)
            return _UNREADABLE if scalar is None else Comparison(fact.name, operator, (scalar,))
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_VALUES:
            fix = "Write them in [ ]."
            return self.wrong(place, f"A list of 1 to {MOST_VALUES} values was expected.", fix)
        scalars = [self._scalar(fact, one, f"{place}[{i}]") for i, one in enumerate(value)]
        found = tuple(dict.fromkeys(scalar for scalar in scalars if scalar is not None))
        return Comparison(fact.name, operator, found)

    def _scalar(self, fact: Fact, value: object, place: str) -> Scalar | None:
        try:
            return read_value(fact, value)
        except WrongValueError as mistake:
            self.wrong(place, mistake.reason, mistake.fix)
            return None
