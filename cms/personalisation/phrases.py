"""The ways in which a condition can be said in one language, each with its way back.

Every phrase is made by the same words as `sentence` uses, so that the two can't drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, combinations
from typing import TypeVar

from cms.citizens.rule_words import WITHIN_DAYS, Word
from cms.personalisation.rule import Comparison, Node, Operator, Scalar, WordTest
from cms.personalisation.sentence import Speaker, comma_in, in_language
from cms.personalisation.vocabulary import NO, SLUG, YES, Fact, FactKind, Unit

Ways = Iterator[tuple[Node, int]]
Values = Iterator[tuple[tuple[Scalar, ...], int]]
Part = TypeVar("Part")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_QUOTED = re.compile(r"»((?:[^«]|««)*)«(?!«)")
_NO_VALUE = "{value}"


@dataclass(frozen=True)
class Pattern:
    """How a condition begins, and how to read the rest of it."""

    beginning: str
    read: Callable[[str, int], Ways]


def patterns_of(speaker: Speaker) -> Iterator[Pattern]:
    """Give every phrase of every fact and word."""
    for fact in speaker.vocabulary.facts.values():
        yield from _Phrases(speaker, fact).patterns()
    for word in speaker.vocabulary.words.values():
        yield from _word_patterns(speaker, word)


class _Phrases:
    """The phrases of one fact."""

    def __init__(self, speaker: Speaker, fact: Fact) -> None:
        self.speaker, self.fact, self.grammar = speaker, fact, speaker.grammar
        self.label = in_language(fact.labels, speaker.language, fact.name)
        self.said = {speaker.value(value, fact, False): value for value in fact.choices}

    def patterns(self) -> Iterator[Pattern]:
        """Give them."""
        grammar, name = self.grammar, self.fact.name
        yield _fixed(grammar.known.format(label=self.label), Comparison(name, Operator.KNOWN))
        yield _fixed(grammar.unknown.format(label=self.label), Comparison(name, Operator.UNKNOWN))
        if self.fact.kind is FactKind.TEXT:
            return
        if self.fact.is_yes_no:
            said_no = grammar.answered_no.format(label=self.label)
            yield _fixed(said_no, Comparison(name, Operator.IS, (NO,)))
        other = grammar.other_than.format(label=self.label, value=_NO_VALUE)
        yield self._around(other, Operator.IS_NOT, Operator.NONE_OF)
        phrase = in_language(self.fact.phrases, self.speaker.language) or grammar.answered
        said = phrase.format(label=self.label, value=_NO_VALUE)
        yield self._around(said, Operator.IS, Operator.ANY_OF)
        for operator in (Operator.AT_LEAST, Operator.AT_MOST):
            if operator in self.fact.operators:
                bounded = self.speaker.bound(operator, self.fact)
                yield self._around(said.replace(_NO_VALUE, bounded), operator, operator)

    def _around(self, phrase: str, one: Operator, several: Operator) -> Pattern:
        """A phrase with values in it; some phrases of yes and no name no value."""
        before, has_value, after = phrase.partition(_NO_VALUE)
        if not has_value:
            return _fixed(phrase, Comparison(self.fact.name, one, (YES,)))
        is_bound = one is several

        def read(text: str, start: int) -> Ways:
            values = self._one(text, start, True) if is_bound else self._several(text, start)
            for found, end in values:
                if text.startswith(after, end):
                    operator = one if len(found) == 1 else several
                    yield Comparison(self.fact.name, operator, found), end + len(after)

        return Pattern(before, read)

    def _several(self, text: str, start: int) -> Values:
        """One value, or several joined by commas and a last "or"."""
        joints = comma_in(self.speaker.language), f" {self.grammar.either} "
        yield from self._one(text, start, False)
        yield from joined_parts(
            start, joints, lambda at: self._each(text, at, False), text.startswith
        )

    def _one(self, text: str, start: int, bounded: bool) -> Values:
        yield from (((value,), end) for value, end in self._each(text, start, bounded))

    def _each(self, text: str, start: int, bounded: bool) -> Iterator[tuple[Scalar, int]]:
        for said, value in self._candidates(text, start, bounded):
            if text.startswith(said, start):
                yield value, start + len(said)

    def _candidates(self, text: str, start: int, bounded: bool) -> Iterator[tuple[str, Scalar]]:
        """What could be meant; each is said again and held against the text."""
        fact = self.fact
        if fact.choices:
            yield from self.said.items()
            return
        guesses: Iterator[Scalar]
        match fact.kind:
            case FactKind.NUMBER:
                guesses = _numbers(text, start, counted=fact.unit is not Unit.NONE)
            case FactKind.DATE:
                guesses = _dates(self.grammar.months.split(), text, start)
            case _:
                guesses = iter([unquoted[0]] if (unquoted := _unquoted(text, start)) else [])
        for guess in guesses:
            yield self.speaker.value(guess, fact, bounded), guess


def joined_parts(
    start: int,
    joints: tuple[str, str],
    read: Callable[[int], Iterable[tuple[Part, int]]],
    meets: Callable[[str, int], bool],
) -> Iterator[tuple[tuple[Part, ...], int]]:
    """Every way to read two parts or more, joined by a comma and before the last by a word.

    `joints` are the two with their spaces, `read` gives every part that begins at a place, and
    `meets` says whether the text goes on with a joint there.
    """
    comma, last = joints
    beginnings: list[tuple[tuple[Part, ...], int]] = [((one,), end) for one, end in read(start)]
    while beginnings:
        further: list[tuple[tuple[Part, ...], int]] = []
        for parts, end in beginnings:
            if meets(last, end):
                for part, after in read(end + len(last)):
                    yield (*parts, part), after
            if meets(comma, end):
                following = read(end + len(comma))
                further += [((*parts, part), after) for part, after in following]
        beginnings = further


def _fixed(phrase: str, node: Node) -> Pattern:
    return Pattern(phrase, lambda _text, start: iter([(node, start)]))


def _numbers(text: str, start: int, *, counted: bool) -> Iterator[Decimal]:
    # Arabic has words of their own for one and two of something.
    found = {Decimal(1), Decimal(2)} if counted else set()
    if match := _NUMBER.match(text, start):
        found |= {Decimal(match[0].replace(",", ".")), Decimal(re.split("[.,]", match[0])[0])}
    return iter(sorted(found))


def _dates(months: list[str], text: str, start: int) -> Iterator[date]:
    pattern = rf"(\d{{1,2}})\.? ({'|'.join(map(re.escape, months))}) (\d{{1,4}})"
    if match := re.compile(pattern).match(text, start):
        try:
            yield date(int(match[3]), months.index(match[2]) + 1, int(match[1]))
        except ValueError:
            return  # No such day: nothing is understood here.


def _unquoted(text: str, start: int) -> tuple[str, int] | None:
    match = _QUOTED.match(text, start)
    return (match[1].replace("««", "«"), match.end()) if match else None


def _word_patterns(speaker: Speaker, word: Word) -> Iterator[Pattern]:
    """The word with every choice of the arguments that may be left out."""
    needed = [name for name, is_needed in word.arguments.items() if is_needed]
    spare = [name for name in word.arguments if name not in needed]
    for chosen in chain.from_iterable(combinations(spare, n) for n in range(len(spare) + 1)):
        yield _word_pattern(speaker, word, {*needed, *chosen})


def _word_pattern(speaker: Speaker, word: Word, given: set[str]) -> Pattern:
    label = in_language(word.labels, speaker.language, word.name)
    pieces = re.split(r"\{(\w+)\}", label)
    texts, names = pieces[::2], pieces[1::2]
    template = texts[0]
    for name, text in zip(names, texts[1:], strict=True):
        template += (f"{{{name}}}" if name in given else "") + text
    template = " ".join(template.split())
    if WITHIN_DAYS in given:
        template += f" {{{WITHIN_DAYS}}}"
    steps = re.split(r"\{(\w+)\}", template)

    def read(text: str, start: int) -> Ways:
        for arguments, end in _arguments(speaker, steps[1:], text, start, {}):
            yield WordTest(word.name, tuple(sorted(arguments.items()))), end

    return Pattern(steps[0], read)


def _arguments(
    speaker: Speaker, steps: list[str], text: str, start: int, known: dict[str, str | int]
) -> Iterator[tuple[dict[str, str | int], int]]:
    """Read arguments and the words between them, in turn."""
    if not steps:
        yield known, start
        return
    name, after, *rest = steps
    for value, end in _argument(speaker, name, text, start, known):
        if text.startswith(after, end):
            yield from _arguments(speaker, rest, text, end + len(after), {**known, name: value})


def _argument(
    speaker: Speaker, name: str, text: str, start: int, known: dict[str, str | int]
) -> Iterator[tuple[str | int, int]]:
    if name == WITHIN_DAYS:
        for days in {1, 2, *map(int, re.findall(r"\d+", text[start : start + 60])[:1])}:
            said = speaker.within(days)
            if text.startswith(said, start):
                yield days, start + len(said)
        return
    for value, labels in speaker.vocabulary.arguments.get(name, {}).items():
        said = in_language(labels, speaker.language)
        if said and text.startswith(said, start):
            yield value, start + len(said)
    if unquoted := _unquoted(text, start):
        said, end = unquoted
        yield (_slug(speaker, said, known) if name == SLUG else said), end


def _slug(speaker: Speaker, said: str, known: dict[str, str | int]) -> str:
    """The slug of the item whose title was said, or what was said."""
    vocabulary = speaker.vocabulary
    prefix = f"{known.get('type')}/"
    for address in vocabulary.titles:
        slug = address.removeprefix(prefix)
        if address.startswith(prefix) and vocabulary.title_of({**known, SLUG: slug}) == said:
            return slug
    return said
