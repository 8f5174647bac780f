"""One citizen against one rule, and what an unknown fact means."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cms.personalisation.memory import compile_rule
from cms.personalisation.parse import parse_rule
from cms.personalisation.rule import InAudience
from tests.personalisation.facts import VOCABULARY

SOMEBODY: dict[str, Any] = {
    "interests": frozenset({"it", "cv"}),
    "benefit": "aid",
    "children": Decimal(0),
    "unemployed_since": date(2026, 1, 31),
    "finished": frozenset({("lesson", "one")}),
}
NOBODY: dict[str, Any] = {}


def fits(data: object, facts: dict[str, Any]) -> bool:
    return compile_rule(parse_rule(data, VOCABULARY), VOCABULARY)(facts)


@pytest.mark.parametrize(
    "data",
    [
        {"all": []},
        {"fact": "interests", "is": "it"},
        {"fact": "interests", "is_not": "transport"},
        {"fact": "interests", "any_of": ["transport", "cv"]},
        {"fact": "interests", "none_of": ["transport"]},
        {"fact": "benefit", "is": "aid"},
        {"fact": "benefit", "none_of": ["none"]},
        {"fact": "children", "is": 0},
        {"fact": "children", "at_most": 0},
        {"fact": "children", "at_least": -1},
        {"fact": "children", "known": True},
        {"fact": "dream", "unknown": True},
        {"fact": "unemployed_since", "at_least": "2026-01-31"},
        {"finished": {"type": "lesson"}},
        {"not": {"finished": {"type": "lesson", "slug": "two"}}},
        {"all": [{"fact": "benefit", "known": True}] * 3},
        {"any": [{"fact": "dream", "known": True}] * 2 + [{"fact": "benefit", "known": True}]},
    ],
)
def test_somebody_fits(data: object) -> None:
    assert fits(data, SOMEBODY)
    assert not fits({"not": data}, SOMEBODY)


@pytest.mark.parametrize(
    "data",
    [
        {"fact": "interests", "is": "it"},
        {"fact": "interests", "is_not": "it"},
        {"fact": "interests", "none_of": ["it"]},
        {"fact": "benefit", "is": "aid"},
        {"fact": "benefit", "is_not": "aid"},
        {"fact": "children", "at_least": 0},
        {"fact": "children", "at_most": 9},
        {"fact": "children", "is_not": 1},
        {"fact": "unemployed_since", "at_most": "2026-01-31"},
        {"fact": "benefit", "known": True},
        {"finished": {"type": "lesson"}},
    ],
)
@pytest.mark.parametrize(
    "facts", [NOBODY, {"interests": frozenset(), "benefit": "", "children": None}]
)
def test_every_comparison_with_the_unknown_is_false_and_not_turns_it(
    data: object, facts: dict[str, Any]
) -> None:
    assert not fits(data, facts)
    assert fits({"not": data}, facts)


def test_an_audience_must_be_expanded_first() -> None:
    with pytest.raises(ValueError, match="must be expanded"):
        compile_rule(InAudience("young"), VOCABULARY)
