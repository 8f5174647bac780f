"""Audiences that name audiences."""

import pytest

from cms.personalisation.expand import MOST_EXPANDED_NODES, audiences_named, expand
from cms.personalisation.problems import RuleError
from cms.personalisation.rule import AllOf, AnyOf, Comparison, InAudience, Node, Not, Operator

YOUNG = Comparison("age", Operator.AT_MOST)


def test_names_are_replaced_by_rules_all_the_way_down() -> None:
    audiences: dict[str, Node] = {"young": YOUNG, "old": Not(InAudience("young"))}
    rule = AnyOf((InAudience("old"), AllOf((InAudience("young"),))))
    assert expand(rule, audiences) == AnyOf((Not(YOUNG), AllOf((YOUNG,))))


def test_the_same_audience_twice_is_no_circle() -> None:
    assert expand(AllOf((InAudience("a"), InAudience("a"))), {"a": YOUNG}) == AllOf((YOUNG, YOUNG))


def test_a_circle_is_told_with_its_whole_way() -> None:
    audiences: dict[str, Node] = {
        "a": InAudience("b"),
        "b": Not(InAudience("c")),
        "c": InAudience("a"),
    }
    with pytest.raises(RuleError, match="i ring: a → b → c → a"):
        expand(InAudience("a"), audiences)


def test_an_unknown_audience_is_told() -> None:
    with pytest.raises(RuleError, match=r"målgruppe med navnet »yung«\. Mente du »young«\?"):
        expand(InAudience("yung"), {"young": YOUNG})


def test_audiences_that_double_each_other_are_stopped() -> None:
    audiences: dict[str, Node] = {"a0": YOUNG}
    for step in range(1, 60):
        audiences[f"a{step}"] = AllOf((InAudience(f"a{step - 1}"), InAudience(f"a{step - 1}")))
    with pytest.raises(RuleError, match=f"mere end {MOST_EXPANDED_NODES} dele"):
        expand(InAudience("a59"), audiences)


def test_the_names_in_a_rule() -> None:
    assert audiences_named(AllOf((InAudience("a"), Not(InAudience("b"))))) == {"a", "b"}
