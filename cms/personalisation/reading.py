"""Turns a sentence back into its rule: what `sentence` says, this understands, in any language.

The sentence is taken apart from the left. Where its beginning can be understood in several ways,
each is followed; only what uses the whole sentence counts, and there must be exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from django.utils.translation import gettext

from cms.personalisation.grammar import DANISH, Grammar
from cms.personalisation.normal import normal
from cms.personalisation.phrases import Pattern, joined_parts, patterns_of
from cms.personalisation.problems import Problem, RuleError
from cms.personalisation.rule import AllOf, AnyOf, InAudience, Node, Not
from cms.personalisation.sentence import Speaker, before_last, comma_in
from cms.personalisation.vocabulary import Vocabulary

# What was understood, and where in the sentence one goes on.
Found = tuple[Node, int]
LONGEST = 5_000
_SPACES = re.compile(r"\s+")


def read_sentence(text: str, vocabulary: Vocabulary, language: str = DANISH) -> Node:
    """Give the rule, in its normal form, that a sentence says.

    Raises:
        RuleError: the sentence can't be understood; it tells how far it could.
    """
    tidy = _SPACES.sub(" ", text).strip()
    if len(tidy) > LONGEST:
        reason = gettext("Sætningen har mere end %(most)s tegn.") % {"most": LONGEST}
        fix = gettext("Lav en målgruppe af en del af den.")
        raise RuleError([Problem("sentence", reason, fix)])
    reader = _Reader(tidy, vocabulary, language)
    whole = {node for node, end in reader.group(0) if tidy[end:] in ("", ".")}
    if len(whole) == 1:
        return normal(whole.pop(), vocabulary)
    raise RuleError([_problem(tidy, reader.furthest, ambiguous=len(whole) > 1)])


def _problem(text: str, furthest: int, *, ambiguous: bool) -> Problem:
    if ambiguous:
        reason = gettext("Sætningen kan forstås på mere end én måde.")
        return Problem("sentence", reason, gettext("Sæt en del af den i parentes."))
    rest = text[furthest : furthest + 60]
    understood = text[max(0, furthest - 40) : furthest]
    reason = gettext("Sætningen forstås ikke fra »%(rest)s«, efter »%(understood)s«.")
    said = {"rest": rest, "understood": understood}
    return Problem("sentence", reason % said, gettext("Vælg de ord, byggeklodserne giver."))


class _Reader:
    """One reading of one sentence. Each method gives every way to understand it from a place."""

    def __init__(self, text: str, vocabulary: Vocabulary, language: str) -> None:
        self.text, self.furthest = text, 0
        speaker = Speaker(vocabulary, language)
        self.grammar: Grammar = speaker.grammar
        self.patterns: list[Pattern] = list(patterns_of(speaker))
        self.audiences = {
            speaker.say(InAudience(name)): InAudience(name) for name in vocabulary.audiences
        }
        self.comma = comma_in(language)
        self.known: dict[int, list[Found]] = {}

    def group(self, start: int) -> list[Found]:
        """One condition, or several joined by commas and a last "and" or "or"."""
        found = list(self.unit(start))
        for word, joined in ((self.grammar.both, AllOf), (self.grammar.either, AnyOf)):
            found += self._joined(start, word, joined)
        return found

    def _joined(
        self, start: int, word: str, joined: Callable[[tuple[Node, ...]], Node]
    ) -> Iterator[Found]:
        joints = self.comma, before_last(word)
        for parts, end in joined_parts(start, joints, self.unit, self.meets):
            yield joined(parts), end

    def unit(self, start: int) -> list[Found]:
        """One condition, or a group in parentheses."""
        if start not in self.known:
            self.known[start] = []
            self.known[start] = list(chain(self._nested(start), self._simple(start)))
        return self.known[start]

    def _nested(self, start: int) -> Iterator[Found]:
        if self.meets("(", start):
            for node, end in self.group(start + 1):
                if self.meets(")", end) and isinstance(node, AllOf | AnyOf):
                    yield node, end + 1
        before, _, after = self.grammar.negated.partition("{sentence}")
        if self.meets(before, start):
            for node, end in self.unit(start + len(before)):
                if self.meets(after, end):
                    yield Not(node), end + len(after)

    def _simple(self, start: int) -> Iterator[Found]:
        if self.meets(self.grammar.everybody, start):
            yield AllOf(()), start + len(self.grammar.everybody)
        for said, node in self.audiences.items():
            if self.meets(said, start):
                yield node, start + len(said)
        for pattern in self.patterns:
            if self.meets(pattern.beginning, start):
                for found in pattern.read(self.text, start + len(pattern.beginning)):
                    self.furthest = max(self.furthest, found[1])
                    yield found

    def meets(self, said: str, at: int) -> bool:
        """Whether the sentence goes on with these words."""
        if not self.text.startswith(said, at):
            return False
        self.furthest = max(self.furthest, at + len(said))
        return True
