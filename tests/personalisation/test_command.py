"""`manage.py rules` from the command line."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cms.personalisation.models import Audience
from tests.personalisation.conftest import Nation


def told(*arguments: str, **options: Any) -> str:
    output = StringIO()
    call_command("rules", *arguments, stdout=output, **options)
    return output.getvalue()


def test_import_tells_what_came_of_it_or_every_mistake(nation: Nation, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("audiences: [{name: alle, labels: {da: alle}, rule: {all: []}}]\n")
    assert told("import", str(tmp_path)).strip() == (
        "1 audiences and rules: 1 created, 0 changed, 0 unchanged"
    )
    path.write_text("audiences: [{name: alle, labels: {da: alle}, rule: {al: []}}]\n")
    with pytest.raises(CommandError, match=r"(?s)Nothing was imported.*a\.yaml:1.*Mente du"):
        told("import", str(tmp_path))
    with pytest.raises(CommandError, match="is not a folder"):
        told("import", str(tmp_path / "none"))
    assert Audience.objects.get().rule == {"all": []}


def test_list_reads_as_sentences_and_counts_the_municipalitys_citizens(nation: Nation) -> None:
    audience = nation.audience("unge", {"fact": "birth_year", "at_least": 2000})
    nation.audience("deres", {"all": []}, nation.aarhus)
    nation.rule("r", audience, "hide", {"types": ["course"]})
    nation.citizen(birth_year=2001)
    nation.citizen(nation.aarhus, birth_year=2002)
    lines = told("list", "--language", "en").splitlines()
    assert "unge (2): was born in at least 2000" in lines
    assert "    hide  10 r  Fordi r" in lines
    assert "unge (1):" in told("list", "--municipality", "thisted")
    assert "deres (0):" in told("list", "--municipality", "thisted")
    with pytest.raises(CommandError, match="thisted"):
        told("list", "--municipality", "tisted")


def test_facts_and_schema(nation: Nation) -> None:
    facts = told("facts", "--language", "en")
    assert "age  (Age): is, is_not, any_of, none_of, known, unknown, at_least, at_most" in facts
    assert "completed: {type, slug?, within_days?}" in facts
    schema = json.loads(told("schema"))
    assert schema["$schema"].startswith("https://json-schema.org/")
