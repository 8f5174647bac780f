"""What answers come to: what the citizen is told of the counting is how it is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.competences.rules import found_by, next_question
from cms.declarations.catalogue import COMPETENCE_TEST, current, current_competence_test
from cms.declarations.competence_test import CompetenceTest, read_competence_test
from cms.declarations.problems import DeclarationError

TEXT = {"da": "x"}
MADE_UP = CompetenceTest.model_validate(
    {
        "vocabulary": "things",
        "consent": "yes",
        "enough": 2,
        "scoring": TEXT,
        "scale": {
            "much": {"points": 2, "text": TEXT},
            "little": {"points": 1, "text": TEXT},
            "none": {"points": 0, "text": TEXT},
        },
        "questions": {
            "first": {"text": TEXT, "shows": ["a", "b"]},
            "second": {"text": TEXT, "shows": ["b", "c"]},
            "third": {"text": TEXT, "shows": ["a"]},
        },
    }
)
ANSWERS = st.dictionaries(
    st.sampled_from([*MADE_UP.questions, "gone"]), st.sampled_from([*MADE_UP.scale, "gone"])
)


def test_one_whole_yes_or_two_halves() -> None:
    assert found_by(MADE_UP, {"third": "much"}) == {"a": ["third"]}
    assert found_by(MADE_UP, {"first": "little"}) == {}
    assert found_by(MADE_UP, {"first": "little", "second": "little"}) == {"b": ["first", "second"]}
    assert found_by(MADE_UP, {"first": "none", "third": "much"}) == {"a": ["third"]}


@given(ANSWERS)
def test_each_found_has_enough_and_says_why(answers: dict[str, str]) -> None:
    for term, because in found_by(MADE_UP, answers).items():
        assert sum(MADE_UP.scale[answers[name]].points for name in because) >= MADE_UP.enough
        assert all(term in MADE_UP.questions[name].shows for name in because)


@given(ANSWERS, st.sampled_from(list(MADE_UP.questions)))
def test_a_better_answer_takes_nothing_away(answers: dict[str, str], name: str) -> None:
    assert found_by(MADE_UP, answers).keys() <= found_by(MADE_UP, answers | {name: "much"}).keys()


@given(ANSWERS)
def test_the_next_is_never_answered(answers: dict[str, str]) -> None:
    wanted = next_question(MADE_UP, answers)
    assert wanted not in answers
    assert (wanted is None) == (MADE_UP.questions.keys() <= answers.keys())


def test_every_competence_of_the_projects_test_can_be_found() -> None:
    test = current_competence_test()
    assert test is not None
    best = dict.fromkeys(test.questions, "often")
    asked = {term for one in test.questions.values() for term in one.shows}
    assert found_by(test, best).keys() == asked


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("consent: competences", "consent: competence", "there is no purpose competence"),
        ("vocabulary: competences", "vocabulary: skills", "there is no vocabulary skills"),
        ("shows: [koersel]", "shows: [koersl]", "there is no term koersl"),
        ('ru: "Да, часто"', 'pl: "x"', "pl"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, before: str, after: str, said: str) -> None:
    from cms.citizens.purposes import purposes

    catalogue = current()
    written = (catalogue.folder / COMPETENCE_TEST).read_text()
    assert before in written
    path = tmp_path / "competence_test.yaml"
    path.write_text(written.replace(before, after, 1))
    with pytest.raises(DeclarationError) as error:
        read_competence_test(path, catalogue.vocabularies, purposes())
    assert said in str(error.value)
