"""A sentence says its rule so clearly that the rule can be read back from it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cms.personalisation.declared import declared_facts, declared_types, municipality_fact
from cms.personalisation.normal import normal
from cms.personalisation.parse import parse_rule
from cms.personalisation.problems import RuleError
from cms.personalisation.reading import read_sentence
from cms.personalisation.rule import (
    AllOf,
    AnyOf,
    Comparison,
    InAudience,
    Node,
    Operator,
    WordTest,
)
from cms.personalisation.sentence import sentence
from cms.personalisation.time_facts import time_facts
from cms.personalisation.vocabulary import Vocabulary
from cms.personalisation.words import all_words
from tests.personalisation.facts import VOCABULARY
from tests.personalisation.strategies import rules
from tests.support.cases import CASES

LANGUAGES = ("da", "en", "ar", "ru")
AUDIENCES = {
    "nye": {"da": "nye ledige", "en": "newly unemployed", "ar": "العاطلون الجدد", "ru": "новые"},
    "unge": {"da": "unge og nye", "en": "the young", "ar": "الشباب", "ru": "молодые"},
    "unge-2": {"da": "unge og nye", "en": "the young", "ar": "الشباب", "ru": "молодые"},
}
TITLES = {"course/a": "Kør lastbil, »stor«", "course/b": "To ens", "course/c": "To ens"}
WORDS = [
    WordTest(name, arguments)
    for name in ("completed", "signed_up")
    for arguments in (
        (("type", "course"),),
        (("slug", "a"), ("type", "course")),
        (("slug", "b"), ("type", "course"), ("within_days", 1)),
        (("type", "activity"), ("within_days", 30)),
        (("slug", "«mærke»«"), ("type", "article"), ("within_days", 2)),
    )
]
LEAVES: list[Node] = [*WORDS, *(InAudience(name) for name in AUDIENCES)]


def everything() -> Vocabulary:
    """Every declared fact and word, some municipalities, audiences and titles."""
    places = municipality_fact({"thisted": "Thisted", "aarhus": "Aarhus"})
    facts = {**declared_facts(), **time_facts(), places.name: places}
    return Vocabulary(facts, all_words(), AUDIENCES, {"type": declared_types()}, TITLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_sentence_parses_back_to_the_same_rule(language: str) -> None:
    vocabulary = everything()

    @settings(max_examples=CASES // 4, database=None)
    @given(rule=rules(vocabulary, LEAVES))
    def check(rule: Node) -> None:
        said = sentence(rule, vocabulary, language)
        assert read_sentence(said, vocabulary, language) == normal(rule, vocabulary)

    check()


@settings(max_examples=200, database=None)
@given(some.data())
def test_the_normal_form_is_read_as_it_is_written(data: some.DataObject) -> None:
    vocabulary = everything()
    rule = normal(data.draw(rules(vocabulary, LEAVES)), vocabulary)
    assert normal(rule, vocabulary) == rule
    assert sentence(rule, vocabulary) == sentence(normal(rule, vocabulary), vocabulary)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2, 3, 10, 11, 21, 22, 100, 102, 111])
def test_every_count_comes_back(language: str, number: int) -> None:
    for operator in (Operator.IS, Operator.AT_LEAST, Operator.AT_MOST):
        rule = Comparison("months_unemployed", operator, (Decimal(number),))
        said = sentence(rule, VOCABULARY, language)
        assert read_sentence(said, VOCABULARY, language) == rule, said


def test_a_sentence_that_an_editor_could_write() -> None:
    said = "vil gerne arbejde med transport og har været ledig i mindst 6 måneder"
    assert read_sentence(said, VOCABULARY) == parse_rule(
        {
            "all": [
                {"fact": "interests", "is": "transport"},
                {"fact": "months_unemployed", "at_least": 6},
            ]
        },
        VOCABULARY,
    )


def test_free_text_keeps_its_signs() -> None:
    rule = AnyOf(
        (
            Comparison("hometown", Operator.ANY_OF, ("Rødby, Lolland", "»Ø«", "a eller b")),
            Comparison("unemployed_since", Operator.AT_MOST, (date(2024, 2, 29),)),
        )
    )
    assert read_sentence(sentence(rule, VOCABULARY), VOCABULARY) == rule


def test_what_is_not_understood_is_pointed_at() -> None:
    said = "vil gerne arbejde med transport og har en stor hund"
    with pytest.raises(RuleError) as caught:
        read_sentence(said, VOCABULARY)
    (problem,) = caught.value.problems
    assert problem.place == "sentence"
    assert "»har en stor hund«" in problem.reason
    assert "arbejde med transport og" in problem.reason


def test_a_mixture_without_parentheses_is_refused() -> None:
    said = "har arbejde nu og vil gerne arbejde med transport eller har svaret 3 på »Børn«"
    with pytest.raises(RuleError):
        read_sentence(said, VOCABULARY)
    clear = "har arbejde nu og (vil gerne arbejde med transport eller har svaret 3 på »Børn«)"
    rule = read_sentence(clear, VOCABULARY)
    assert isinstance(rule, AllOf)
    assert isinstance(rule.parts[1], AnyOf)


def test_a_very_long_sentence_is_refused_at_once() -> None:
    with pytest.raises(RuleError):
        read_sentence("har arbejde nu, " * 2_000, VOCABULARY)
