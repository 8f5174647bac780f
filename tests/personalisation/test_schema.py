"""The published schema takes what the parser takes."""

import re
from typing import Any

import pytest

from cms.personalisation.parse import parse_rule
from cms.personalisation.problems import RuleError
from cms.personalisation.schema import rule_schema
from tests.personalisation.facts import VOCABULARY

SCHEMA = rule_schema(VOCABULARY)
CHECKS: dict[str, Any] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}


def holds(schema: dict[str, Any], value: Any) -> bool:
    """The part of JSON Schema that the published schema uses."""
    match schema:
        case {"$ref": reference}:
            return holds(SCHEMA["$defs"][reference.rpartition("/")[2]], value)
        case {"oneOf": alternatives}:
            return sum(holds(one, value) for one in alternatives) == 1
        case {"enum": choices}:
            return any(is_same(value, one) for one in choices)
        case {"const": constant}:
            return is_same(value, constant)
    return CHECKS[schema["type"]](value) and LIMITS[schema["type"]](schema, value)


def is_same(value: Any, other: Any) -> bool:
    return bool(value == other and type(value) is type(other))


def object_holds(schema: dict[str, Any], value: dict[str, Any]) -> bool:
    known = schema["properties"]
    return set(schema["required"]) <= set(value) <= set(known) and all(
        holds(known[key], one) for key, one in value.items()
    )


def array_holds(schema: dict[str, Any], value: list[Any]) -> bool:
    long_enough = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**6)
    return long_enough and all(holds(schema["items"], one) for one in value)


def string_holds(schema: dict[str, Any], value: str) -> bool:
    fits = re.search(schema.get("pattern", ""), value) is not None
    return fits and schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 99)


def number_holds(schema: dict[str, Any], value: float) -> bool:
    return bool(schema["minimum"] <= value <= schema["maximum"])


LIMITS: dict[str, Any] = {
    "object": object_holds,
    "array": array_holds,
    "string": string_holds,
    "integer": number_holds,
    "number": number_holds,
}


@pytest.mark.parametrize(
    "data",
    [
        {"all": []},
        {"any": [{"fact": "interests", "any_of": ["it"]}, {"audience": "young"}]},
        {"not": {"finished": {"type": "lesson"}}},
        {"fact": "works_now", "is": True},
        {"fact": "unemployed_since", "at_least": "2026-01-31"},
        {"fact": "months_unemployed", "at_least": 6},
        {"fact": "dream", "known": True},
        {"fact": "hometown", "is": "Hurup"},
        {"any": []},
        {"fact": "interests", "is": "transprot"},
        {"fact": "interests", "at_least": 3},
        {"fact": "months_unemployed", "at_least": -1},
        {"fact": "children", "is": "2"},
        {"fact": "children", "at_least": 1, "at_most": 2},
        {"finished": {"slug": "one"}},
        {"finished": {"type": "leson"}},
        {"audience": "old"},
        {"known": True},
        {"all": [], "any": []},
        [],
    ],
)
def test_schema_and_parser_say_the_same(data: object) -> None:
    try:
        parse_rule(data, VOCABULARY)
    except RuleError:
        assert not holds(SCHEMA, data)
    else:
        assert holds(SCHEMA, data)


def test_titles_are_in_the_language_asked_for() -> None:
    conditions = rule_schema(VOCABULARY, "en")["$defs"]["condition"]["oneOf"]
    assert "Interests: any_of" in {condition.get("title") for condition in conditions}
