"""Audiences and rules from files: all, or none with every mistake and its line."""

from pathlib import Path

import pytest
from django.conf import settings

from cms.declarations import DeclarationError
from cms.personalisation.models import Audience, Rule
from cms.personalisation.services import import_rules
from tests.personalisation.conftest import Nation

AUDIENCES = """\
audiences:
  - name: unge
    labels: {da: "unge"}
    rule: {all: [{fact: age, at_most: 30}]}
  - name: ikke-unge
    owner: "0787"
    labels: {da: "ikke unge"}
    rule: {not: {audience: unge}}
"""
RULES = """\
rules:
  - name: kurser
    owner: thisted
    audience: ikke-unge
    effect: boost
    weight: 30
    content: {types: [course]}
    reason: {da: "Fordi du kan lære nyt"}
    starts: 2026-01-01 08:00
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "audiences.yaml").write_text(AUDIENCES, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def refused(folder: Path) -> list[str]:
    with pytest.raises(DeclarationError) as caught:
        import_rules(folder)
    return [str(problem) for problem in caught.value.problems]


def test_files_are_imported_and_again_change_nothing(nation: Nation, folder: Path) -> None:
    report = import_rules(folder)
    assert str(report) == "3 audiences and rules: 3 created, 0 changed, 0 unchanged"
    assert [(row.file, row.place, row.name) for row in report.rows] == [
        ("audiences.yaml", "audiences.0", "unge"),
        ("audiences.yaml", "audiences.1", "ikke-unge"),
        ("rules.yaml", "rules.0", "kurser"),
    ]
    rule = Rule.objects.get()
    assert rule.owner_id == nation.thisted.pk
    assert rule.starts is not None and rule.starts.tzinfo is not None
    assert import_rules(folder).count("unchanged") == 3
    path = folder / "rules.yaml"
    path.write_text(RULES.replace("weight: 30", "weight: 31"), encoding="utf-8")
    assert import_rules(folder).count("changed") == 1


def test_one_mistake_anywhere_imports_nothing(nation: Nation, folder: Path) -> None:
    broken = AUDIENCES.replace("fact: age", "fact: agge").replace('"0787"', '"0999"')
    (folder / "audiences.yaml").write_text(broken, encoding="utf-8")
    (folder / "rules.yaml").write_text(RULES.replace("[course]", "[corse]"), encoding="utf-8")
    found = refused(folder)
    assert any(
        one.startswith("audiences.yaml:4") and "ingen oplysning med navnet »agge«" in one
        for one in found
    )
    assert any(
        one.startswith("audiences.yaml:6") and "nogen, der hedder »0999«" in one for one in found
    )
    assert not Audience.objects.exists()
    assert not Rule.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "right", "line", "words"),
    [
        ("effect: boost", "effect: bost", 5, "boost"),
        ("weight: 30", "weight: 300", 6, "weight"),
        ("weight: 30", "wait: 30", 6, "unknown key"),
        ("audience: ikke-unge", "audience: ikke-ungee", 4, "Der er ingen målgruppe"),
        ("types: [course]", "types: [corse]", 7, "»corse« findes ikke"),
        ("da: ", "en: ", 8, "Den danske tekst mangler"),
    ],
)
def test_mistakes_have_a_line(
    nation: Nation, folder: Path, wrong: str, right: str, line: int, words: str
) -> None:
    (folder / "rules.yaml").write_text(RULES.replace(wrong, right), encoding="utf-8")
    (found,) = refused(folder)
    assert found.startswith(f"rules.yaml:{line}")
    assert words in found


def test_a_name_that_somebody_else_has_is_refused(nation: Nation, folder: Path) -> None:
    before = nation.audience("ikke-unge", {"all": []}, nation.aarhus)
    assert any("Det korte navn er taget af Aarhus" in one for one in refused(folder))
    assert Audience.objects.get() == before


def test_the_demo_nations_rules_are_written_in_the_declared_words(nation: Nation) -> None:
    """Items and other municipalities are not there in this test; all else must hold."""
    try:
        import_rules(Path(settings.FIXTURES_DIR) / "rules")
    except DeclarationError as error:
        elsewhere = (
            "Der er ikke noget indhold",
            "Du skriver ikke regler for nogen",
            "Der er ingen målgruppe",
        )
        left = [str(one) for one in error.problems if not one.reason.startswith(elsewhere)]
        assert [one for one in left if "Der er ikke noget indhold" not in one] == []
