"""A rule can be read in every language of the portal."""

import pytest

from cms.personalisation.parse import parse_rule
from cms.personalisation.sentence import sentence
from tests.personalisation.facts import VOCABULARY


def said(data: object, language: str = "da") -> str:
    return sentence(parse_rule(data, VOCABULARY), VOCABULARY, language)


LONG = {
    "all": [
        {"fact": "months_unemployed", "at_least": 6},
        {"fact": "interests", "is": "transport"},
    ]
}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "har været ledig i mindst 6 måneder og vil gerne arbejde med transport"),
        ("en", "has been unemployed for at least 6 months and would like to work with Transport"),
        ("ar", "عاطل عن العمل منذ 6 أشهر على الأقل ويرغب في العمل في النقل"),
        ("ru", "без работы не менее 6 месяцев и хочет работать в области «транспорт»"),
    ],
)
def test_the_same_rule_in_four_languages(language: str, words: str) -> None:
    assert said(LONG, language) == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"all": []}, "er borger i kommunen"),
        ({"fact": "benefit", "known": True}, "har svaret på »Ydelse«"),
        ({"fact": "benefit", "unknown": True}, "ikke har svaret på »Ydelse«"),
        ({"fact": "benefit", "is": "aid"}, "har svaret hjælp på »Ydelse«"),
        ({"fact": "benefit", "is": "none"}, "har svaret none på »Ydelse«"),
        (
            {"fact": "benefit", "none_of": ["aid", "none"]},
            "har svaret noget andet end hjælp eller none på »Ydelse«",
        ),
        ({"fact": "works_now", "is": "yes"}, "har arbejde nu"),
        ({"fact": "works_now", "is": "no"}, "har svaret nej til »I arbejde nu«"),
        (
            {"fact": "interests", "any_of": ["transport", "it", "cv"]},
            "vil gerne arbejde med transport, it eller CV og papirer",
        ),
        ({"fact": "children", "at_most": 2.5}, "har svaret højst 2,5 på »Børn«"),
        ({"fact": "months_unemployed", "is": 1}, "har været ledig i 1 måned"),
        (
            {"fact": "unemployed_since", "at_least": "2026-03-01"},
            "blev ledig 1. marts 2026 eller senere",
        ),
        ({"audience": "young"}, "hører til »de unge«"),
        ({"finished": {"type": "lesson"}}, "har gennemført lektion"),
        ({"finished": {"type": "lesson", "slug": "one"}}, "har gennemført lektion »one«"),
        ({"not": {"audience": "young"}}, "ikke er en, der hører til »de unge«"),
        (
            {
                "any": [
                    {"all": [{"audience": "young"}, {"fact": "works_now", "is": "yes"}]},
                    {"fact": "children", "is": 3},
                ]
            },
            "(hører til »de unge« og har arbejde nu) eller har svaret 3 på »Børn«",
        ),
    ],
)
def test_danish_sentences(data: object, words: str) -> None:
    assert said(data) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "شهر واحد"),
        (2, "شهران"),
        (3, "3 أشهر"),
        (11, "11 شهرًا"),
        (100, "100 شهر"),
        (103, "103 أشهر"),
    ],
)
def test_arabic_counts(number: int, words: str) -> None:
    assert words in said({"fact": "months_unemployed", "is": number}, "ar")


@pytest.mark.parametrize(
    ("operator", "number", "words"),
    [
        ("is", 1, "1 месяц"),
        ("is", 2, "2 месяца"),
        ("is", 5, "5 месяцев"),
        ("is", 12, "12 месяцев"),
        ("is", 21, "21 месяц"),
        ("at_least", 1, "не менее 1 месяца"),
        ("at_least", 2, "не менее 2 месяцев"),
        ("at_most", 21, "не более 21 месяца"),
    ],
)
def test_russian_counts(operator: str, number: int, words: str) -> None:
    assert said({"fact": "months_unemployed", operator: number}, "ru") == f"без работы {words}"


def test_a_language_not_written_here_is_said_in_danish() -> None:
    assert said({"fact": "months_unemployed", "is": 2}, "pl") == "har været ledig i 2 måneder"
