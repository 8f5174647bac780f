"""What is open, what comes next and what is right: for any course at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.steps.rules import answers_to, grade, next_step, remaining, waits_for
from cms.capabilities.steps.syllabus import (
    QUIZ,
    TEXT,
    Choice,
    Module,
    Opening,
    Question,
    Quiz,
    Step,
    Syllabus,
)

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
AFTER = st.sampled_from(["", "step", "module", "quiz"])


@st.composite
def syllabuses(draw: st.DrawFn) -> Syllabus:
    """Any course without dates."""
    modules: list[Module] = []
    number = 0
    for place in range(1, draw(st.integers(1, 4)) + 1):
        steps = []
        for _step in range(draw(st.integers(1, 4))):
            number += 1
            kind = draw(st.sampled_from([TEXT, QUIZ]))
            opening = Opening(draw(AFTER))
            steps.append(Step(f"s{number}", number, kind, "T", place, opening))
        modules.append(Module(f"m{place}", place, "M", tuple(steps), Opening(draw(AFTER))))
    return Syllabus(tuple(modules))


@given(syllabuses())
def test_whoever_follows_the_next_thing_comes_to_the_end(syllabus: Syllabus) -> None:
    done: set[str] = set()
    while step := next_step(syllabus, done, NOW):
        assert step.id not in done
        assert waits_for(syllabus, step, done, NOW) is None
        done.add(step.id)
    assert remaining(syllabus, done) == []


@given(syllabuses(), st.data())
def test_what_is_done_stays_open_whatever_the_editor_does(
    syllabus: Syllabus, data: st.DataObject
) -> None:
    done = data.draw(st.sets(st.sampled_from([step.id for step in syllabus.steps])))
    for step in syllabus.steps:
        if step.id in done:
            assert waits_for(syllabus, step, done, LATER) is None
        waiting = waits_for(syllabus, step, done, NOW)
        assert waiting is None or waiting.step is None or waiting.step.number < step.number


def test_a_date_comes_first() -> None:
    step = Step("a", 1, TEXT, "A", 1, Opening(at=LATER))
    syllabus = Syllabus((Module("m", 1, "M", (step,)),))
    waiting = waits_for(syllabus, step, set(), NOW)
    assert waiting is not None
    assert waiting.until == LATER
    assert waits_for(syllabus, step, set(), LATER) is None


ONE = Question("one", "?", "single", (Choice("a", "A", True), Choice("b", "B")))
MANY = Question("many", "?", "multiple", (Choice("a", "A", True), Choice("b", "B", True)))
SHORT = Question("short", "?", "short", accepted=("CV", "curriculum vitae"))
QUIZ_OF_ALL = Quiz((ONE, MANY, SHORT), 60)


def test_each_kind_of_question() -> None:
    right = {"one": ["a"], "many": ["b", "a"], "short": ["  Curriculum   VITAE. "]}
    assert grade(QUIZ_OF_ALL, right).passed
    two = grade(QUIZ_OF_ALL, {**right, "short": ["cw"]})
    assert (two.right, two.questions, two.passed) == ({"one", "many"}, 3, True)
    half = grade(QUIZ_OF_ALL, {"one": ["a", "b"], "many": ["a"], "short": ["cv"]})
    assert (half.right, half.passed) == ({"short"}, False)
    assert not grade(QUIZ_OF_ALL, {}).right


@given(st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=3)))
def test_nonsense_is_no_answer_and_breaks_nothing(given_: dict[str, list[str]]) -> None:
    said = answers_to(QUIZ_OF_ALL, given_)
    assert said.keys() <= {"one", "many", "short"}
    assert grade(QUIZ_OF_ALL, said).questions == 3
