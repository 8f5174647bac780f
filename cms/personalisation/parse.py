"""Reads a rule from data (JSON or YAML) and finds every mistake at once."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

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
    expected_text,
    read_value,
    seen,
)
from cms.personalisation.vocabulary import Fact, Vocabulary

DEEPEST = 8
MOST_NODES = 100
MOST_VALUES = 100

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
            reason = _("Reglen har mere end %(most)s dele.") % {"most": MOST_NODES}
            return self.wrong(place, reason, _split())
        if self.nodes > MOST_NODES:
            return _UNREADABLE
        if depth > DEEPEST:
            reason = _("Reglen er mere end %(most)s lag dyb.") % {"most": DEEPEST}
            return self.wrong(place, reason, _split())
        if not isinstance(data, Mapping) or not data:
            reason = _("Her skal stå en betingelse, ikke %(seen)s.") % {"seen": seen(data)}
            fix = _('Skriv for eksempel {"fact": "age", "at_least": 30}.')
            return self.wrong(place, reason, fix)
        return self._branch(data, place, depth)

    def _branch(self, data: Mapping[object, object], place: str, depth: int) -> Node:
        if "fact" in data:
            return self._comparison(data, place)
        if not {*data}.isdisjoint(Operator):
            reason = _("Sammenligningen siger ikke, hvilken oplysning den er om.")
            return self.wrong(place, reason, _('Skriv {"fact": …} ved siden af.'))
        if len(data) > 1:
            keys = ", ".join(seen(key) for key in data)
            reason = _("Flere betingelser står sammen: %(keys)s.") % {"keys": keys}
            fix = _('Sæt hver i sin egen {} i en liste under "all" eller "any".')
            return self.wrong(place, reason, fix)
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
        reason = _("%(key)s er ikke en betingelse.") % {"key": seen(key)}
        return self.wrong(place, reason, did_you_mean(key, known))

    def _several(self, key: str, value: object, place: str, depth: int) -> Node:
        if not isinstance(value, list | tuple):
            reason = _("Her skal stå en liste, ikke %(seen)s.") % {"seen": seen(value)}
            return self.wrong(place, reason, _("Sæt det i [ ]."))
        if key == "any" and not value:
            reason = _("Listen er tom, så den passer på ingen.")
            return self.wrong(place, reason, _("Tilføj en betingelse."))
        parts = tuple(
            self.node(part, f"{place}[{index}]", depth + 1) for index, part in enumerate(value)
        )
        return AllOf(parts) if key == "all" else AnyOf(parts)

    def _audience(self, value: object, place: str) -> Node:
        if isinstance(value, str) and value in self.vocabulary.audiences:
            return InAudience(value)
        fix = did_you_mean(value, self.vocabulary.audiences)
        reason = _("Der er ingen målgruppe med navnet %(name)s.") % {"name": seen(value)}
        return self.wrong(place, reason, fix)

    def _word(self, name: str, value: object, place: str) -> Node:
        allowed = self.vocabulary.words[name].arguments
        if not isinstance(value, Mapping):
            reason = _("Her skal stå navngivne værdier, ikke %(seen)s.") % {"seen": seen(value)}
            fix = _("Skriv {%(names)s} med hver sin værdi.") % {"names": ", ".join(allowed)}
            return self.wrong(place, reason, fix)
        for key in value:
            if key in allowed:
                self._argument(key, value[key], f"{place}.{key}")
            else:
                fix = did_you_mean(key, allowed)
                self.wrong(f"{place}.{key}", _("Navnet kendes ikke."), fix)
        for key, required in allowed.items():
            if required and key not in value:
                fix = _('Tilføj "%(key)s".') % {"key": key}
                self.wrong(place, _("%(key)s mangler.") % {"key": seen(key)}, fix)
        return WordTest(name, tuple(sorted((str(key), value[key]) for key in value)))

    def _argument(self, name: str, value: object, place: str) -> None:
        if name == WITHIN_DAYS:
            if type(value) is not int or not 0 <= value <= LARGEST_COUNT:
                reason = _("Her skal stå et antal dage, ikke %(seen)s.") % {"seen": seen(value)}
                fix = _("Skriv et helt tal fra 0 til %(most)s uden anførselstegn.")
                self.wrong(place, reason, fix % {"most": LARGEST_COUNT})
            return
        known = self.vocabulary.arguments.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
            self.wrong(place, expected_text(value))
        elif known is not None and value not in known:
            reason = _("%(value)s findes ikke.") % {"value": seen(value)}
            self.wrong(place, reason, did_you_mean(value, known))

    def _comparison(self, data: Mapping[object, object], place: str) -> Node:
        name = data["fact"]
        fact = self.vocabulary.facts.get(name) if isinstance(name, str) else None
        if fact is None:
            fix = did_you_mean(name, self.vocabulary.facts)
            return self.wrong(f"{place}.fact", unknown_fact(name), fix)
        keys = [key for key in data if key != "fact"]
        if len(keys) != 1:
            reason = _("Ved siden af »fact« skal der stå præcis én sammenligning.")
            fix = _("Brug en af: %(words)s. To betingelser sættes under »all«.")
            return self.wrong(place, reason, fix % {"words": ", ".join(fact.operators)})
        if keys[0] not in tuple(fact.operators):
            reason = _("%(key)s kan ikke bruges om »%(fact)s«.")
            said = {"key": seen(keys[0]), "fact": fact.name}
            fix = did_you_mean(keys[0], fact.operators)
            return self.wrong(f"{place}.{keys[0]}", reason % said, fix)
        operator = Operator(str(keys[0]))
        return self._values(fact, operator, data[operator.value], f"{place}.{operator}")

    def _values(self, fact: Fact, operator: Operator, value: object, place: str) -> Node:
        if operator in BARE_OPERATORS:
            if value is not True:
                other = next(iter(BARE_OPERATORS - {operator}))
                reason = _("Her kan kun stå true, ikke %(seen)s.") % {"seen": seen(value)}
                fix = _('Skriv true, eller brug "%(other)s": true for det modsatte.')
                return self.wrong(place, reason, fix % {"other": other})
            return Comparison(fact.name, operator)
        if operator not in LIST_OPERATORS:
            scalar = self._scalar(fact, value, place)
            return _UNREADABLE if scalar is None else Comparison(fact.name, operator, (scalar,))
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_VALUES:
            reason = _("Her skal stå en liste med 1 til %(most)s værdier.")
            return self.wrong(place, reason % {"most": MOST_VALUES}, _("Skriv dem i [ ]."))
        scalars = [self._scalar(fact, one, f"{place}[{i}]") for i, one in enumerate(value)]
        found = tuple(dict.fromkeys(scalar for scalar in scalars if scalar is not None))
        return Comparison(fact.name, operator, found)

    def _scalar(self, fact: Fact, value: object, place: str) -> Scalar | None:
        try:
            return read_value(fact, value)
        except WrongValueError as mistake:
            self.wrong(place, mistake.reason, mistake.fix)
            return None


def unknown_fact(name: object) -> str:
    """Say that nothing of that name is known of citizens."""
    return _("Der er ingen oplysning med navnet %(name)s.") % {"name": seen(name)}


def _split() -> str:
    return _("Lav en målgruppe af en del af den, og nævn den her.")
