"""Puts the rules of named audiences in the place of their names."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from cms.personalisation.problems import Problem, RuleError, did_you_mean
from cms.personalisation.rule import AllOf, AnyOf, InAudience, Node, Not, walk
from cms.personalisation.values import seen

# Audiences that name one another can grow fast: ten that each name the one before twice
# would make a thousand parts. This bounds the work and the SQL of one rule.
MOST_EXPANDED_NODES = 400


def expand(node: Node, audiences: Mapping[str, Node], place: str = "rule") -> Node:
    """Give a rule without `InAudience`.

    Raises `RuleError` for an unknown audience, for audiences that name each other in a
    circle, and when the whole becomes larger than `MOST_EXPANDED_NODES` parts.
    """
    return _Expansion(audiences, place).of(node, ())


class _Expansion:
    """One expansion; counts the parts of the result."""

    def __init__(self, audiences: Mapping[str, Node], place: str) -> None:
        self.audiences, self.place = audiences, place
        self.nodes = 0

    def of(self, node: Node, path: tuple[str, ...]) -> Node:
        """Expand a node met under the audiences in ``path``."""
        self.nodes += 1
        if self.nodes > MOST_EXPANDED_NODES:
            reason = _("Med sine målgrupper har reglen mere end %(most)s dele.")
            fix = _("Nævn færre målgrupper i den.")
            raise self._problem(reason % {"most": MOST_EXPANDED_NODES}, fix)
        match node:
            case AllOf(parts):
                return AllOf(tuple(self.of(part, path) for part in parts))
            case AnyOf(parts):
                return AnyOf(tuple(self.of(part, path) for part in parts))
            case Not(part):
                return Not(self.of(part, path))
            case InAudience(name):
                return self._audience(name, path)
        return node

    def _audience(self, name: str, path: tuple[str, ...]) -> Node:
        if name in path:
            circle = " → ".join((*path[path.index(name) :], name))
            reason = _("Målgrupperne nævner hinanden i ring: %(circle)s.") % {"circle": circle}
            raise self._problem(reason, _("Bryd ringen."))
        if name not in self.audiences:
            fix = did_you_mean(name, self.audiences)
            reason = _("Der er ingen målgruppe med navnet %(name)s.") % {"name": seen(name)}
            raise self._problem(reason, fix)
        return self.of(self.audiences[name], (*path, name))

    def _problem(self, reason: str, fix: str) -> RuleError:
        return RuleError([Problem(self.place, reason, fix)])


def audiences_named(node: Node) -> frozenset[str]:
    """Give the names of the audiences that a rule mentions itself."""
    return frozenset(part.name for part in walk(node) if isinstance(part, InAudience))
