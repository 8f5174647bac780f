"""Made-up citizens: declared, checked, never stored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cms.citizens.declared import attributes
from cms.citizens.derivations import derive, source_of
from cms.citizens.models import Answer, Citizen, MadeUpCitizenSaved
from cms.citizens.personas import (
    NOBODY,
    answers_of_persona,
    language_of,
    made_up,
    personas,
    said_by,
)
from cms.declarations.catalogue import current
from cms.declarations.persona_file import read_personas
from cms.declarations.personas import Persona
from cms.declarations.problems import DeclarationError, Problem
from cms.municipalities.models import Municipality

RIGHT = """personas:
  bo:
    name: Bo
    shown_as: Bo (40)
    about: {da: "En, der søger."}
    answers:
      language: da
      age: 40
      months_unemployed: 3
      works_now: false
      looking_for: [fulltime]
      topics: [cv]
"""


def read(folder: Path, text: str) -> dict[str, Persona]:
    path = folder / "personas.yaml"
    path.write_text(text, encoding="utf-8")
    return read_personas(path, attributes(), current().vocabularies)


def problems(folder: Path, old: str, new: str) -> list[Problem]:
    assert old in RIGHT
    with pytest.raises(DeclarationError) as caught:
        read(folder, RIGHT.replace(old, new, 1))
    return list(caught.value.problems)


def test_a_right_file_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, RIGHT)["bo"].name == "Bo"


@pytest.mark.parametrize(
    ("old", "new", "where", "fix"),
    [
        ("age: 40", "aeg: 40", "personas.bo.answers.aeg", "age"),
        ("age: 40", "birth_year: 12", "personas.bo.answers.birth_year", "at least"),
        ("age: 40", "age: 40\n      birth_year: 1980", "personas.bo.answers.age", "birth_year"),
        ("age: 40", "age: gammel", "personas.bo.answers.age", "number"),
        ("months_unemployed: 3", "unemployed_since: 2020", "unemployed_since", "months_unemployed"),
        ("[fulltime]", "[fultime]", "personas.bo.answers.looking_for", "fulltime"),
        ("[fulltime]", "fulltime", "personas.bo.answers.looking_for", "list"),
        ("[cv]", "[vc]", "personas.bo.answers.topics", "cv"),
        ("works_now: false", "works_now: maybe", "personas.bo.answers.works_now", "no"),
        ("language: da", "language: xx", "personas.bo.answers.language", "da"),
        ("name: Bo\n", "nmae: Bo\n", "personas.bo.nmae", "name"),
    ],
)
def test_mistakes_say_where_and_the_way_out(
    tmp_path: Path, old: str, new: str, where: str, fix: str
) -> None:
    found = problems(tmp_path, old, new)
    [right] = [one for one in found if one.where.endswith(where)]
    assert fix in right.fix
    assert right.line > 1


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 11, 30), date(2028, 2, 29)])
@pytest.mark.parametrize("months", [0, 1, 7, 12, 25])
def test_what_is_worked_out_is_said_as_it_is(today: date, months: int) -> None:
    since = date.fromisoformat(source_of("months_since", months, today))
    assert derive("months_since", since, today) == months
    born = int(source_of("years_since", 40 + months, today))
    assert derive("years_since", born, today) == 40 + months


def test_every_shipped_persona_could_be_a_citizen() -> None:
    assert {"sara", "karoline", "morten", "nadia"} <= set(personas())
    for persona in personas().values():
        assert answers_of_persona(persona, date(2026, 11, 22))
        assert said_by(persona, "da")
        assert language_of(persona)


@pytest.mark.django_db
def test_a_made_up_citizen_has_facts_and_is_never_stored() -> None:
    aarhus = Municipality.objects.create(code="0751", slug="aarhus", name="Aarhus")
    citizen = made_up(personas()["morten"], aarhus, "da")
    facts = citizen.answers_as_facts()
    assert facts["age"] == 31
    assert facts["months_unemployed"] == 7
    assert facts["looking_for"] == frozenset({"internship"})
    assert citizen.pk == NOBODY
    with pytest.raises(MadeUpCitizenSaved):
        citizen.save()
    assert not Citizen.objects.exists()
    assert not Answer.objects.exists()
