"""The declaration of attributes: what it says, and every mistake with its line and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.citizens.declared import attributes, options
from cms.declarations.attribute_file import read_attributes
from cms.declarations.attributes import Attribute
from cms.declarations.model import Vocabulary
from cms.declarations.problems import DeclarationError, Problem
from cms.theming import THEMES_FOLDER

TERMS = "purpose: {da: P}\n    legal_basis: {da: L}\n    sensitivity: ordinary\n    retention: 30\n"
TERMS += "    who_may_see: [citizen]\n"
TOPICS = Vocabulary.model_validate(
    {"name": "topics", "labels": {"da": "Emner"}, "terms": [{"slug": "cv", "labels": {"da": "CV"}}]}
)
RIGHT = f"""attributes:
  born:
    kind: number
    label: {{da: Født}}
    question: {{da: Hvornaar}}
    min: 1900
    screening: 1
    {TERMS}  age:
    kind: number
    label: {{da: Alder}}
    derived: {{from: born, as: years_since}}
    {TERMS}  mood:
    kind: choices
    label: {{da: Humør}}
    question: {{da: Hvordan}}
    choices:
      good: {{da: Godt}}
      none: {{da: Ved ikke}}
    exclusive: none
    screening: 2
    {TERMS}"""


def read(folder: Path, text: str) -> dict[str, Attribute]:
    path = folder / "attributes.yaml"
    path.write_text(text, encoding="utf-8")
    return read_attributes(path, {"topics": TOPICS})


def problems(folder: Path, old: str, new: str) -> list[Problem]:
    assert old in RIGHT
    with pytest.raises(DeclarationError) as caught:
        read(folder, RIGHT.replace(old, new, 1))
    return list(caught.value.problems)


def test_a_right_file_is_read_in_its_own_order(tmp_path: Path) -> None:
    assert list(read(tmp_path, RIGHT)) == ["born", "age", "mood"]


@pytest.mark.parametrize(
    ("old", "new", "where", "fix"),
    [
        ("screening: 1", "screning: 1", "attributes.born.screning", "screening"),
        ("min: 1900", "max_length: 4", "attributes.born.max_length", "text"),
        ("{from: born", "{from: brn", "attributes.age.derived.from", "born"),
        ("{from: born", "{from: mood", "attributes.age.derived.from", "number"),
        ("exclusive: none", "exclusive: non", "attributes.mood.exclusive", "none"),
        (
            "exclusive: none",
            "drawings: {god: sea}",
            "attributes.mood.drawings.god",
            "good",
        ),
        ("screening: 2", "screening: 1", "attributes.mood.screening", "11"),
        ("kind: choices", "kind: terms", "attributes.mood.kind", "vocabulary"),
        ("kind: choices", "kind: chioces", "attributes.mood.kind", "choices"),
        ("    question: {da: Hvornaar}\n", "", "attributes.born", "question"),
        ("derived:", "question: {da: Alder}\n    derived:", "attributes.age.question", "remove"),
        ("retention: 30", "retention: 0", "attributes.born.retention", "change"),
        ("[citizen]", "[mayor]", "attributes.born.who_may_see.0", "use one of"),
    ],
)
def test_a_mistake_is_told_with_place_and_way_out(
    tmp_path: Path, old: str, new: str, where: str, fix: str
) -> None:
    found = problems(tmp_path, old, new)
    assert where in [problem.where for problem in found]
    problem = next(one for one in found if one.where == where)
    assert fix in problem.fix
    lines = (tmp_path / "attributes.yaml").read_text(encoding="utf-8").splitlines()
    last_step = [step for step in where.split(".") if not step.isdigit()][-1]
    assert last_step in lines[problem.line - 1]


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError) as caught:
        read(tmp_path, RIGHT.replace("born, as", "brn, as").replace("exclusive: n", "exclusive: m"))
    assert len(caught.value.problems) == 2


def test_an_unknown_vocabulary_is_told(tmp_path: Path) -> None:
    text = RIGHT.replace("kind: choices", "kind: terms\n    vocabulary: topcs", 1)
    with pytest.raises(DeclarationError, match='did you mean "topics"'):
        read(tmp_path, text)


def test_the_screening_asks_all_that_the_mission_lists() -> None:
    asked = {name for name, one in attributes().items() if one.screening}
    assert asked >= {
        "birth_year",
        "education_level",
        "education_field",
        "benefit_type",
        "unemployed_since",
        "interests",
        "challenges",
        "looking_for",
        "language",
        "languages",
        "reminder_channel",
    }


@pytest.mark.parametrize("language", ["da", "en", "ar", "ru"])
def test_everything_is_said_in_every_language(language: str) -> None:
    for name, attribute in attributes().items():
        texts = [attribute.label, attribute.purpose, attribute.legal_basis]
        texts += [text for text in (attribute.question, attribute.help) if text]
        texts += list((attribute.choices or {}).values())
        assert all(getattr(text, language) for text in texts), name
        assert all(options(attribute, language).values()), name


def test_sensitive_attributes_are_kept_shorter_and_seen_by_fewer() -> None:
    sensitive = attributes()["challenges"]
    assert sensitive.sensitivity == "sensitive"
    assert sensitive.retention < attributes()["interests"].retention
    assert set(sensitive.who_may_see) < set(attributes()["interests"].who_may_see)


def test_every_picture_is_drawn() -> None:
    drawn = {path.stem for path in (THEMES_FOLDER / "base" / "drawings").glob("*.svg")}
    for name, attribute in attributes().items():
        assert set((attribute.drawings or {}).values()) <= drawn, name
