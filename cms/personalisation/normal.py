"""One form for all the ways of writing the same rule."""

from __future__ import annotations

from cms.personalisation.rule import AllOf, AnyOf, Comparison, Node, Not, Operator
from cms.personalisation.vocabulary import NO, YES, Vocabulary

_OF_ONE = {Operator.ANY_OF: Operator.IS, Operator.NONE_OF: Operator.IS_NOT}


def normal(node: Node, vocabulary: Vocabulary) -> Node:
    """Give the rule in its normal form, which fits the same citizens.

    A group of one is what stands in it. A list of one value is that value, and a list of both yes
    and no, where there is nothing else to answer, says that there is an answer.
    """
    match node:
        case AllOf((part,)) | AnyOf((part,)):
            return normal(part, vocabulary)
        case AllOf(parts):
            return AllOf(tuple(normal(part, vocabulary) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(normal(part, vocabulary) for part in parts))
        case Not(part):
            return Not(normal(part, vocabulary))
        case Comparison():
            return _normal_comparison(node, vocabulary)
    return node


def _normal_comparison(node: Comparison, vocabulary: Vocabulary) -> Comparison:
    if len(node.values) == 1:
        return Comparison(node.fact, _OF_ONE.get(node.operator, node.operator), node.values)
    both = node.operator is Operator.ANY_OF and set(node.values) == {YES, NO}
    if both and vocabulary.facts[node.fact].is_yes_no:
        return Comparison(node.fact, Operator.KNOWN)
    return node
