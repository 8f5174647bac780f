"""A rule is read whole, and every mistake in it is told with its place and a way out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cms.personalisation.parse import DEEPEST, MOST_NODES, parse_rule
from cms.personalisation.problems import RuleError
from cms.personalisation.rule import (
    AllOf,
    AnyOf,
    Comparison,
    InAudience,
    Not,
    Operator,
    WordTest,
    as_data,
)
from tests.personalisation.facts import VOCABULARY


def problems(data: object) -> list[str]:
    with pytest.raises(RuleError) as caught:
        parse_rule(data, VOCABULARY)
    return [str(problem) for problem in caught.value.problems]


def test_every_kind_of_node_is_read() -> None:
    data = {
        "all": [
            {"any": [{"fact": "children", "at_least": 2}, {"audience": "young"}]},
            {"not": {"finished": {"type": "lesson", "slug": "one"}}},
            {"fact": "unemployed_since", "at_most": "2026-01-31"},
            {"fact": "dream", "known": True},
        ]
    }
    assert parse_rule(data, VOCABULARY) == AllOf(
        (
            AnyOf(
                (Comparison("children", Operator.AT_LEAST, (Decimal(2),)), InAudience("young")),
            ),
            Not(WordTest("finished", (("slug", "one"), ("type", "lesson")))),
            Comparison("unemployed_since", Operator.AT_MOST, (date(2026, 1, 31),)),
            Comparison("dream", Operator.KNOWN),
        )
    )


def test_a_rule_goes_back_to_the_data_it_came_from() -> None:
    data: dict[str, Any] = {
        "all": [
            {"any": [{"fact": "interests", "any_of": ["it", "transport"]}, {"audience": "young"}]},
            {"not": {"finished": {"slug": "one", "type": "lesson"}}},
            {"fact": "unemployed_since", "at_most": "2026-01-31"},
            {"fact": "children", "is_not": 1.5},
            {"fact": "hometown", "unknown": True},
        ]
    }
    assert as_data(parse_rule(data, VOCABULARY)) == data


def test_an_empty_all_is_everybody_and_an_empty_any_a_mistake() -> None:
    assert parse_rule({"all": []}, VOCABULARY) == AllOf(())
    assert problems({"any": []}) == [
        "rule.any: The list is empty, so it fits nobody. Add a condition."
    ]


def test_yaml_reads_yes_as_true_and_it_is_understood() -> None:
    assert parse_rule({"fact": "works_now", "is": False}, VOCABULARY) == Comparison(
        "works_now", Operator.IS, ("no",)
    )


def test_every_mistake_is_told_at_once() -> None:
    found = problems(
        {
            "all": [
                {"fact": "intrests", "is": "it"},
                {"fact": "interests", "any_of": ["transprot", 3]},
                {"audience": "yung"},
                {"finishd": {"type": "lesson"}},
            ]
        }
    )
    assert found == [
        "rule.all[0].fact: There is no fact 'intrests'. Did you mean 'interests'?",
        "rule.all[1].any_of[0]: 'transprot' is not a value of 'interests'. "
        "Did you mean 'transport'?",
        "rule.all[1].any_of[1]: A text was expected, not '3'. Write it in quotes.",
        "rule.all[2].audience: There is no audience 'yung'. Did you mean 'young'?",
        "rule.all[3]: 'finishd' is not a condition. Did you mean 'finished'?",
    ]


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (None, "rule", "not nothing"),
        ([], "rule", "not a list"),
        ({}, "rule", "A condition was expected"),
        ({"all": {"fact": "children", "is": 1}}, "rule.all", "A list was expected"),
        ({"all": [], "any": []}, "rule", "Several conditions stand together"),
        ({"fakt": "children", "is": 1}, "rule", "does not say which fact"),
        ({"fact": ["children"], "is": 1}, "rule.fact", "There is no fact a list"),
        ({"fact": "children"}, "rule", "Exactly one operator"),
        ({"fact": "children", "at_least": 1, "at_most": 2}, "rule", "Exactly one operator"),
        ({"fact": "interests", "at_least": 1}, "rule.at_least", "cannot be used"),
        ({"fact": "dream", "is": "x"}, "rule.is", "cannot be used"),
        ({"fact": "dream", "known": False}, "rule.known", "Only true"),
        ({"fact": "children", "is": True}, "rule.is", "A number was expected, not true"),
        ({"fact": "children", "is": float("nan")}, "rule.is", "must lie within"),
        ({"fact": "children", "is": float("inf")}, "rule.is", "must lie within"),
        ({"fact": "children", "is": 10**400}, "rule.is", "must lie within"),
        ({"fact": "months_unemployed", "is": 1.5}, "rule.is", "counts whole months"),
        ({"fact": "months_unemployed", "at_least": -1}, "rule.at_least", "counts whole months"),
        ({"fact": "unemployed_since", "is": "31-01-2026"}, "rule.is", "is a date, not"),
        ({"fact": "unemployed_since", "is": "2026-02-30"}, "rule.is", "is a date, not"),
        ({"fact": "interests", "any_of": []}, "rule.any_of", "A list of 1 to"),
        ({"fact": "interests", "any_of": "it"}, "rule.any_of", "A list of 1 to"),
        ({"fact": "hometown", "is": ""}, "rule.is", "1 to 200 signs"),
        ({"fact": "hometown", "is": "x" * 201}, "rule.is", "1 to 200 signs"),
        ({"finished": "lesson"}, "rule.finished", "Named values were expected"),
        ({"finished": {}}, "rule.finished", "'type' is missing"),
        ({"finished": {"type": "leson"}}, "rule.finished.type", "Did you mean 'lesson'?"),
        ({"finished": {"type": "lesson", "slag": "x"}}, "rule.finished.slag", "'slug'"),
        ({"finished": {"type": "lesson", "slug": 3}}, "rule.finished.slug", "A text was expected"),
        ({"audience": None}, "rule.audience", "There is no audience nothing"),
        ({"not": []}, "rule.not", "A condition was expected"),
    ],
)
def test_a_mistake_is_told_with_its_place(data: object, place: str, words: str) -> None:
    (found,) = problems(data)
    assert found.startswith(f"{place}: ")
    assert words in found


def test_a_rule_that_is_too_deep_or_large_is_refused() -> None:
    deep: dict[str, Any] = {"fact": "children", "is": 1}
    for _ in range(2000):
        deep = {"not": deep}
    (found,) = problems(deep)
    assert f"more than {DEEPEST} levels" in found
    (found,) = problems({"all": [{"fact": "children", "is": 1}] * 5000})
    assert f"more than {MOST_NODES} parts" in found
