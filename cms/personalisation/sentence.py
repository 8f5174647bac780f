"""Says a rule as a sentence that an editor, a citizen or a lawyer can read.

Every rule that means something else says something else, so that `reading` can turn a sentence
back into its rule: groups within groups stand in parentheses, and free text in quotes.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cms.citizens.rule_words import WITHIN_DAYS
from cms.personalisation.grammar import DANISH, Grammar, grammar_of
from cms.personalisation.normal import normal
from cms.personalisation.rule import (
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
from cms.personalisation.vocabulary import NO, SLUG, Fact, FactKind, Labels, Unit, Vocabulary


def sentence(node: Node, vocabulary: Vocabulary, language: str = DANISH) -> str:
    """Give the rule in words, without a subject: "har været ledig i mindst 6 måneder"."""
    return Speaker(vocabulary, language).say(normal(node, vocabulary))


def in_language(labels: Labels, language: str, otherwise: str = "") -> str:
    """Give the label in the language, else in Danish, else ``otherwise``."""
    return labels.get(language) or labels.get(DANISH) or otherwise


class Speaker:
    """Says nodes in one language."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self.vocabulary, self.language = vocabulary, language
        self.grammar: Grammar = grammar_of(language)

    def say(self, node: Node) -> str:
        """Say one node and everything below it."""
        match node:
            case AllOf(parts) if not parts:
                return self.grammar.everybody
            case AllOf(parts) | AnyOf(parts):
                return self._join(parts, isinstance(node, AllOf))
            case Not(part):
                return self.grammar.negated.format(sentence=self._within(part))
            case InAudience(name):
                return self.grammar.audience.format(label=self.audience(name))
            case WordTest():
                return self._word(node)
            case Comparison():
                return self._comparison(node, self.vocabulary.facts[node.fact])

    def audience(self, name: str) -> str:
        """Name an audience by its label; with its short name too where another has the label."""
        labels = self.vocabulary.audiences
        label = in_language(labels.get(name, {}), self.language, name)
        same = (in_language(other, self.language, key) == label for key, other in labels.items())
        return f"{label} ({name})" if sum(same) > 1 else label

    def _join(self, parts: tuple[Node, ...], all_of: bool) -> str:
        word = self.grammar.both if all_of else self.grammar.either
        return _enumerate([self._within(part) for part in parts], word, self.language)

    def _within(self, node: Node) -> str:
        node = normal(node, self.vocabulary)
        several = isinstance(node, AllOf | AnyOf) and len(node.parts) > 1
        return f"({self.say(node)})" if several else self.say(node)

    def _word(self, node: WordTest) -> str:
        label = in_language(self.vocabulary.words[node.word].labels, self.language, node.word)
        given = {name: self._argument(name, value, node) for name, value in node.arguments}
        spoken = " ".join(label.format_map(_Given(given)).split())
        return " ".join((spoken, given[WITHIN_DAYS])) if WITHIN_DAYS in given else spoken

    def _argument(self, name: str, value: str | int, node: WordTest) -> str:
        if isinstance(value, int):
            return self.within(value)
        known = self.vocabulary.arguments.get(name, {}).get(value, {})
        title = self.vocabulary.title_of(dict(node.arguments)) if name == SLUG else ""
        return in_language(known, self.language) or quoted(title or value)

    def within(self, days: int) -> str:
        """Say that something was done lately."""
        return self.grammar.within.format(value=self.grammar.count(days, Unit.DAYS, True))

    def _comparison(self, node: Comparison, fact: Fact) -> str:
        label = in_language(fact.labels, self.language, fact.name)
        match node.operator:
            case Operator.KNOWN:
                return self.grammar.known.format(label=label)
            case Operator.UNKNOWN:
                return self.grammar.unknown.format(label=label)
            case Operator.IS_NOT | Operator.NONE_OF:
                value = self._values(node, fact)
                return self.grammar.other_than.format(label=label, value=value)
        if fact.is_yes_no and node.values == (NO,):
            return self.grammar.answered_no.format(label=label)
        phrase = in_language(fact.phrases, self.language) or self.grammar.answered
        return phrase.format(label=label, value=self._values(node, fact))

    def _values(self, node: Comparison, fact: Fact) -> str:
        bounded = node.operator in (Operator.AT_LEAST, Operator.AT_MOST)
        spoken = [self.value(value, fact, bounded) for value in node.values]
        joined = _enumerate(spoken, self.grammar.either, self.language)
        if not bounded:
            return joined
        return self.bound(node.operator, fact).format(value=joined)

    def bound(self, operator: Operator, fact: Fact) -> str:
        """Give the words around a bound, with {value}."""
        is_date, lowest = fact.kind is FactKind.DATE, operator is Operator.AT_LEAST
        if is_date:
            return self.grammar.earliest if lowest else self.grammar.latest
        return self.grammar.at_least if lowest else self.grammar.at_most

    def value(self, value: Scalar, fact: Fact, bounded: bool) -> str:
        """Say one value of a fact."""
        if isinstance(value, Decimal):
            return self._number(value, fact.unit, bounded)
        if isinstance(value, date):
            month = self.grammar.months.split()[value.month - 1]
            return self.grammar.date.format(day=value.day, month=month, year=value.year)
        if not fact.choices:
            return quoted(value)
        label = in_language(fact.choices.get(value, {}), self.language, value)
        lowers = self.grammar.lowers_first_letter and not fact.has_proper_names
        return label_within_sentence(label) if lowers else label

    def _number(self, value: Decimal, unit: Unit, bounded: bool) -> str:
        if unit is not Unit.NONE:
            return self.grammar.count(int(value), unit, bounded)
        text = f"{value.normalize():f}"
        return text.replace(".", ",") if self.language in (DANISH, "ru") else text


class _Given(dict[str, str]):
    """The arguments of a word; one that was left out says nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def quoted(text: str) -> str:
    """Give free text in quotes, its own closing signs doubled."""
    return f"»{text.replace('«', '««')}«"


def label_within_sentence(label: str) -> str:
    """Lower the first letter, unless the word is written in capitals ("CV")."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _enumerate(spoken: list[str], word: str, language: str) -> str:
    if len(spoken) < 2:
        return "".join(spoken)
    return comma_in(language).join(spoken[:-1]) + before_last(word) + spoken[-1]


def before_last(word: str) -> str:
    """Give the word that joins the last part; Arabic writes "and" together with what follows."""
    return f" {word}" if word == "و" else f" {word} "


def comma_in(language: str) -> str:
    """Give the language's comma with its space."""
    return "، " if language == "ar" else ", "
