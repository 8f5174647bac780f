"""All audiences and rules, compiled once and used until they change.

What was saved long ago may not fit declarations of today (an attribute was removed, say). Such an
audience or rule is left out and named in the log and in ``broken``: an audience that is left
out fits nobody, so content shown only to it stays hidden, and the rest of the site goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from cms.municipalities.models import OwnerKind
from cms.personalisation.checks import vocabulary_of
from cms.personalisation.choosable import declared_choosable, with_narrower_terms
from cms.personalisation.expand import expand
from cms.personalisation.memory import Facts, Test, compile_rule
from cms.personalisation.models import Audience, EffectKind, Rule
from cms.personalisation.parse import parse_rule
from cms.personalisation.problems import RuleError
from cms.personalisation.rule import Node, WordTest, walk
from cms.personalisation.selection import Selection, parse_selection
from cms.personalisation.stamp import current_stamp
from cms.personalisation.titles import titles_in
from cms.personalisation.trial import book_on_trial
from cms.personalisation.understanding import NOBODY
from cms.personalisation.vocabulary import Labels, Vocabulary

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CompiledAudience:
    """An audience ready to be asked. ``tree`` has no audiences in it any more."""

    name: str
    owner_id: int
    is_national: bool
    tree: Node
    fits: Test


@dataclass(frozen=True)
class CompiledRule:
    """A rule ready to be used."""

    name: str
    owner_id: int
    is_national: bool
    audience: str
    effect: EffectKind
    weight: int
    selection: Selection
    reason: Labels
    starts: datetime | None
    ends: datetime | None

    def applies_at(self, now: datetime) -> bool:
        """Whether the moment lies within the rule's period; the end itself does not."""
        return (self.starts is None or self.starts <= now) and (
            self.ends is None or now < self.ends
        )


@dataclass(frozen=True)
class Book:
    """Everything that rules say, under one stamp.

    ``good_until`` is the moment at which the next audience ends, and the book must be read again.
    """

    stamp: str
    vocabulary: Vocabulary
    audiences: Mapping[str, CompiledAudience]
    rules: tuple[CompiledRule, ...]
    words: frozenset[str]
    broken: Mapping[str, str]
    good_until: datetime | None = None

    def is_good_at(self, now: datetime) -> bool:
        """Whether no audience has ended since the book was read."""
        return self.good_until is None or now < self.good_until

    def audiences_for(self, owner_id: int | None) -> Iterator[CompiledAudience]:
        """Give the national audiences and those of one municipality."""
        for audience in self.audiences.values():
            if audience.is_national or audience.owner_id == owner_id:
                yield audience

    def rules_for(self, owner_id: int | None, now: datetime) -> Iterator[CompiledRule]:
        """Give the national rules and those of one municipality that apply at the moment."""
        for rule in self.rules:
            if (rule.is_national or rule.owner_id == owner_id) and rule.applies_at(now):
                yield rule

    def audiences_of(self, facts: Facts, owner_id: int | None) -> frozenset[str]:
        """Give the names of the audiences that somebody with these facts belongs to."""
        return frozenset(
            audience.name for audience in self.audiences_for(owner_id) if audience.fits(facts)
        )


_latest: list[Book] = []


def current_book() -> Book:
    """Give the book of now: one small query, and a new reading only after a change."""
    on_trial = book_on_trial()
    if on_trial is not None:
        return on_trial
    stamp = current_stamp()
    if not _latest or _latest[0].stamp != stamp or not _latest[0].is_good_at(timezone.now()):
        _latest[:] = [read_book(stamp)]
    return _latest[0]


def read_book(stamp: str) -> Book:
    """Read and compile every audience and active rule."""
    rows = list(Audience.objects.select_related("owner"))
    vocabulary = vocabulary_of({row.name: row.labels for row in rows})
    broken: dict[str, str] = {}
    audiences = _compiled_audiences(rows, vocabulary, broken)
    rules = tuple(_compiled_rules(broken))
    for name, reason in broken.items():
        logger.error("%s is left out: %s", name, reason)
    trees = [audience.tree for audience in audiences.values()]
    vocabulary = replace(vocabulary, titles=titles_in(trees))
    words = frozenset(n.word for tree in trees for n in walk(tree) if isinstance(n, WordTest))
    coming = [row.ends for row in rows if row.ends and row.ends > timezone.now()]
    return Book(stamp, vocabulary, audiences, rules, words, broken, min(coming) if coming else None)


def _compiled_audiences(
    rows: list[Audience], vocabulary: Vocabulary, broken: dict[str, str]
) -> dict[str, CompiledAudience]:
    trees: dict[str, Node] = {}
    for row in rows:
        try:
            tree = parse_rule(row.rule, vocabulary)
            trees[row.name] = NOBODY if row.ends and row.ends <= timezone.now() else tree
        except RuleError as error:
            broken[f"audience {row.name}"] = str(error)
    compiled: dict[str, CompiledAudience] = {}
    for row in rows:
        if row.name not in trees:
            continue
        try:
            tree = expand(trees[row.name], trees)
        except RuleError as error:
            broken[f"audience {row.name}"] = str(error)
            continue
        national = row.owner.kind == OwnerKind.NATIONAL
        fits = compile_rule(tree, vocabulary)
        compiled[row.name] = CompiledAudience(row.name, row.owner_id, national, tree, fits)
    return compiled


def _compiled_rules(broken: dict[str, str]) -> Iterator[CompiledRule]:
    for row in Rule.objects.filter(active=True).select_related("owner", "audience"):
        try:
            selection = parse_selection(row.content, declared_choosable())
        except RuleError as error:
            broken[f"rule {row.name}"] = str(error)
            continue
        yield CompiledRule(
            name=row.name,
            owner_id=row.owner_id,
            is_national=row.owner.kind == OwnerKind.NATIONAL,
            audience=row.audience.name,
            effect=EffectKind(row.effect),
            weight=row.weight,
            selection=with_narrower_terms(selection),
            reason=row.reason,
            starts=row.starts,
            ends=row.ends,
        )
