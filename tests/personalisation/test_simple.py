"""What a plain form can say, and what it leaves alone."""

from decimal import Decimal
from typing import Any

import pytest

from cms.personalisation.parse import parse_rule
from cms.personalisation.rule import as_data
from cms.personalisation.simple import SimpleRule, Wanted, as_tree, from_tree
from tests.personalisation.facts import VOCABULARY


def test_a_simple_rule_goes_to_a_tree_and_back() -> None:
    simple = SimpleRule(
        {
            "interests": Wanted(any_of=("it", "cv")),
            "children": Wanted(at_least=Decimal(1), at_most=Decimal(3)),
        },
        inside=("young",),
        outside=("old",),
    )
    assert from_tree(as_tree(simple)) == simple
    assert from_tree(as_tree(SimpleRule())) == SimpleRule()


@pytest.mark.parametrize(
    "data",
    [
        {"fact": "interests", "is": "it"},
        {"all": [{"fact": "children", "at_least": 2}, {"audience": "young"}]},
    ],
)
def test_what_a_form_can_say_means_the_same_afterwards(data: Any) -> None:
    simple = from_tree(parse_rule(data, VOCABULARY))
    assert simple is not None
    again = parse_rule(as_data(as_tree(simple)), VOCABULARY)
    assert from_tree(again) == simple


@pytest.mark.parametrize(
    "data",
    [
        {"any": [{"fact": "interests", "is": "it"}]},
        {"not": {"fact": "interests", "is": "it"}},
        {"fact": "interests", "known": True},
        {"fact": "interests", "none_of": ["it"]},
        {"finished": {"type": "lesson"}},
        {"all": [{"fact": "interests", "is": "it"}, {"fact": "interests", "is": "cv"}]},
        {"all": [{"all": []}]},
    ],
)
def test_what_a_form_cannot_say_is_told(data: Any) -> None:
    assert from_tree(parse_rule(data, VOCABULARY)) is None
