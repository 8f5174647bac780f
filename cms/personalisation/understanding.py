"""A rule that is being written, as far as it can be understood: its tree, or every mistake."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from cms.municipalities.models import Municipality, Owner, OwnerKind
from cms.personalisation.declared import (
    declared_competences,
    declared_events,
    declared_facts,
    declared_types,
    municipality_fact,
)
from cms.personalisation.expand import expand
from cms.personalisation.models import Audience
from cms.personalisation.parse import parse_rule
from cms.personalisation.problems import Problem, RuleError
from cms.personalisation.rule import AllOf, Node, Not
from cms.personalisation.time_facts import time_facts
from cms.personalisation.vocabulary import Labels, Vocabulary
from cms.personalisation.words import all_words

# Whom an audience holds after its end.
NOBODY = Not(AllOf(()))


@dataclass(frozen=True)
class Understood:
    """A rule read for an owner. ``whole`` has the rules of named audiences in their place."""

    vocabulary: Vocabulary
    tree: Node | None = None
    whole: Node | None = None
    others: Mapping[str, Node] | None = None
    problems: tuple[Problem, ...] = ()

    def expanded(self, part: Node) -> Node:
        """Give a part of the tree with the rules of named audiences in it."""
        return expand(part, self.others or {})


def audiences_open_to(owner: Owner) -> Q:
    """Say which audiences an owner may name: the national ones and its own."""
    return Q(owner__kind=OwnerKind.NATIONAL) | Q(owner_id=owner.pk)


def understand(
    data: object, owner: Owner, name: str = "", labels: Labels | None = None
) -> Understood:
    """Read a rule as one of the owner's; ``name`` is its audience's, so that circles are found."""
    rows = list(Audience.objects.filter(audiences_open_to(owner)).exclude(name=name))
    vocabulary = vocabulary_for(rows, name, labels)
    others = trees_of(rows, vocabulary)
    try:
        tree = parse_rule(data, vocabulary)
        known = {**others, name: tree} if name else others
        return Understood(vocabulary, tree, expand(tree, known), known)
    except RuleError as error:
        return Understood(vocabulary, others=others, problems=error.problems)


def vocabulary_for(
    rows: list[Audience], name: str = "", labels: Labels | None = None
) -> Vocabulary:
    """Give everything that a rule beside these audiences may name."""
    named = {row.name: row.labels for row in rows}
    return vocabulary_of({**named, name: labels or {}} if name else named)


def vocabulary_of(audiences: Mapping[str, Labels]) -> Vocabulary:
    """Give everything that a rule may name when these audiences exist."""
    names = dict(Municipality.objects.values_list("slug", "name"))
    municipality = municipality_fact(names)
    facts = {**declared_facts(), municipality.name: municipality, **time_facts()}
    arguments = {
        "type": declared_types(),
        "event": declared_events(),
        "competence": declared_competences(),
    }
    return Vocabulary(facts, all_words(), audiences, arguments)


def trees_of(rows: list[Audience], vocabulary: Vocabulary) -> dict[str, Node]:
    """Give the trees of those audiences that can be read; the others say so themselves."""
    now, trees = timezone.now(), {}
    for row in rows:
        with suppress(RuleError):
            tree = parse_rule(row.rule, vocabulary)
            trees[row.name] = NOBODY if row.ends and row.ends <= now else tree
    return trees
