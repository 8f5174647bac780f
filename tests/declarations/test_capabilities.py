"""What a capability says of itself, and what a type may say of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from cms.declarations import capability_file
from cms.declarations.capability import AboutCapability, Option, chosen_options
from cms.declarations.catalogue import examine
from cms.declarations.command import json_schema
from cms.declarations.engine_names import capability_names

Problems = Callable[..., list[str]]
ABOUT = AboutCapability.model_validate(
    {
        "labels": {"da": "Kan ses"},
        "purpose": {"da": "Man kan se den."},
        "needs": [{"one_of": ["completion"], "because": "what was seen is done."}],
        "options": {
            "film": {"kind": "field", "of": ["video"], "help": "What is seen.", "required": True},
            "share": {"kind": "number", "min": 1, "max": 100, "default": 90, "help": "Per cent."},
            "pace": {
                "kind": "choice",
                "choices": ["calm", "quick"],
                "default": "calm",
                "help": "Pace.",
            },
            "by_hand": {"kind": "yes_no", "default": False, "help": "Whether by hand."},
        },
    }
)
TYPE = {
    "name": "gadget",
    "labels": {"da": {"one": "tingest", "many": "tingester"}},
    "settings": {
        "path": "tingester",
        "room": "learning",
        "owners": ["national"],
        "sharing": "offered",
        "schema_org": "CreativeWork",
    },
    "fields": {
        "title": {"kind": "text", "label": {"da": "Titel"}, "required": True},
        "film": {"kind": "video", "label": {"da": "Film"}},
    },
    "presentation": {"icon": "news", "card": {"title": "title"}},
}


@pytest.fixture
def problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Problems:
    """What is found wrong with a type that says this of its capabilities."""
    known = {**capability_file.all_about(), "watched": ABOUT}
    monkeypatch.setattr(capability_file, "all_about", lambda: known)

    def found(capabilities: dict, fields: dict | None = None) -> list[str]:
        declared = {**TYPE, "capabilities": capabilities}
        declared["fields"] = {**TYPE["fields"], **(fields or {})}
        (tmp_path / "gadget.yaml").write_text(yaml.safe_dump(declared), encoding="utf-8")
        _catalogue, wrong = examine(tmp_path)
        return [f"{one.where}: {one.reason} / {one.fix}" for one in wrong]

    return found


def test_every_capability_says_what_it_is_in_four_languages() -> None:
    for name, about in capability_file.all_about().items():
        for language in ("da", "en", "ar", "ru"):
            assert getattr(about.labels, language), f"{name} has no label in {language}"
        assert about.purpose.en, f"{name} has no purpose in English"
        for need in about.needs:
            assert set(need.one_of) <= set(capability_names()), name


def test_what_is_well_said_is_accepted(problems: Problems) -> None:
    assert problems({"completion": {}, "watched": {"share": 50, "pace": "quick"}}) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"watched": {}}, "capabilities.watched: needs completion: what was seen is done."),
        ({"completion": {}, "wached": {}}, 'did you mean "watched"?'),
        ({"completion": {}, "watched": {"sahre": 5}}, 'did you mean "share"?'),
        ({"completion": {}, "watched": {"share": 0}}, "less than 1"),
        ({"completion": {}, "watched": {"share": 101}}, "more than 100"),
        ({"completion": {}, "watched": {"share": "ti"}}, "'ti' is no number"),
        ({"completion": {}, "watched": {"pace": "quik"}}, 'did you mean "quick"?'),
        ({"completion": {}, "watched": {"by_hand": 1}}, "neither true nor false"),
        ({"completion": {}, "watched": {"film": "title"}}, "title is no field of kind video"),
    ],
)
def test_every_mistake_is_told_with_a_way_out(problems: Problems, said: dict, told: str) -> None:
    [problem] = problems(said)
    assert told in problem


def test_a_type_without_the_field_or_with_several_is_told(problems: Problems) -> None:
    said = {"completion": {}, "watched": {}}
    second = {"kind": "video", "label": {"da": "Anden film"}}
    [several] = problems(said, {"trailer": second})
    assert "say which: film, trailer" in several
    [none] = problems(said, {"film": {"kind": "text", "label": {"da": "Film"}}})
    assert "It needs a field of kind video" in none


def test_what_is_not_said_has_its_default() -> None:
    from cms.declarations.model import ContentType

    declared = ContentType.model_validate({**TYPE, "capabilities": {"watched": {"share": 5}}})
    assert chosen_options(ABOUT, declared, "watched") == {
        "film": "film",
        "share": 5,
        "pace": "calm",
        "by_hand": False,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "field", "help": "No kinds"},
        {"kind": "choice", "help": "No choices"},
        {"kind": "number", "help": "Has choices", "choices": ["a"], "default": "a"},
        {"kind": "choice", "help": "Another default", "choices": ["a"], "default": "b"},
    ],
)
def test_an_option_must_make_sense(wrong: dict) -> None:
    with pytest.raises(ValidationError):
        Option.model_validate(wrong)


def test_editors_completion_knows_the_options(problems: Problems) -> None:
    properties = json_schema()["properties"]["capabilities"]["properties"]
    assert properties.keys() == capability_file.all_about().keys()
    assert properties["watched"]["properties"]["share"]["maximum"] == 100
    assert properties["watched"]["properties"]["pace"]["enum"] == ["calm", "quick"]
