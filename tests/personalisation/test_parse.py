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
        "rule.any: Listen er tom, så den passer på ingen. Tilføj en betingelse."
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
        "rule.all[0].fact: Der er ingen oplysning med navnet »intrests«. Mente du »interests«?",
        "rule.all[1].any_of[0]: »transprot« er ikke et svar på »interests«. Mente du »transport«?",
        "rule.all[1].any_of[1]: Her skal stå en tekst, ikke »3«. Skriv den i anførselstegn.",
        "rule.all[2].audience: Der er ingen målgruppe med navnet »yung«. Mente du »young«?",
        "rule.all[3]: »finishd« er ikke en betingelse. Mente du »finished«?",
    ]


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (None, "rule", "ikke ingenting"),
        ([], "rule", "ikke en liste"),
        ({}, "rule", "Her skal stå en betingelse"),
        ({"all": {"fact": "children", "is": 1}}, "rule.all", "Her skal stå en liste"),
        ({"all": [], "any": []}, "rule", "Flere betingelser står sammen"),
        ({"fakt": "children", "is": 1}, "rule", "siger ikke, hvilken oplysning"),
        ({"fact": ["children"], "is": 1}, "rule.fact", "med navnet en liste"),
        ({"fact": "children"}, "rule", "præcis én sammenligning"),
        ({"fact": "children", "at_least": 1, "at_most": 2}, "rule", "præcis én sammenligning"),
        ({"fact": "interests", "at_least": 1}, "rule.at_least", "kan ikke bruges"),
        ({"fact": "dream", "is": "x"}, "rule.is", "kan ikke bruges"),
        ({"fact": "dream", "known": False}, "rule.known", "kun stå true"),
        ({"fact": "children", "is": True}, "rule.is", "Her skal stå et tal, ikke true"),
        ({"fact": "children", "is": float("nan")}, "rule.is", "skal ligge inden for"),
        ({"fact": "children", "is": float("inf")}, "rule.is", "skal ligge inden for"),
        ({"fact": "children", "is": 10**400}, "rule.is", "skal ligge inden for"),
        ({"fact": "months_unemployed", "is": 1.5}, "rule.is", "tælles i hele tal"),
        ({"fact": "months_unemployed", "at_least": -1}, "rule.at_least", "tælles i hele tal"),
        ({"fact": "unemployed_since", "is": "31-01-2026"}, "rule.is", "er en dato, ikke"),
        ({"fact": "unemployed_since", "is": "2026-02-30"}, "rule.is", "er en dato, ikke"),
        ({"fact": "interests", "any_of": []}, "rule.any_of", "en liste med 1 til"),
        ({"fact": "interests", "any_of": "it"}, "rule.any_of", "en liste med 1 til"),
        ({"fact": "hometown", "is": ""}, "rule.is", "1 til 200 tegn"),
        ({"fact": "hometown", "is": "x" * 201}, "rule.is", "1 til 200 tegn"),
        ({"finished": "lesson"}, "rule.finished", "Her skal stå navngivne værdier"),
        ({"finished": {}}, "rule.finished", "»type« mangler"),
        ({"finished": {"type": "leson"}}, "rule.finished.type", "Mente du »lesson«?"),
        ({"finished": {"type": "lesson", "slag": "x"}}, "rule.finished.slag", "»slug«"),
        (
            {"finished": {"type": "lesson", "slug": 3}},
            "rule.finished.slug",
            "Her skal stå en tekst",
        ),
        ({"audience": None}, "rule.audience", "med navnet ingenting"),
        ({"not": []}, "rule.not", "Her skal stå en betingelse"),
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
    assert f"mere end {DEEPEST} lag" in found
    (found,) = problems({"all": [{"fact": "children", "is": 1}] * 5000})
    assert f"mere end {MOST_NODES} dele" in found
