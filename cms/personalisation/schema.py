"""The JSON Schema of rules, for editors' completion and for a query builder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cms.citizens.rule_words import WITHIN_DAYS
from cms.personalisation.parse import MOST_VALUES
from cms.personalisation.rule import BARE_OPERATORS, LIST_OPERATORS, Operator
from cms.personalisation.sentence import in_language
from cms.personalisation.values import LARGEST_COUNT, LARGEST_NUMBER, LONGEST_TEXT
from cms.personalisation.vocabulary import Fact, FactKind, Vocabulary

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rule_schema(vocabulary: Vocabulary, language: str = "da") -> Schema:
    """Give the schema of what `parse.parse_rule` takes, titles in the language.

    The schema cannot say how large and deep a rule may be, nor that audiences go in a circle.
    """
    conditions = [
        _branch("all", {"type": "array", "items": _CONDITION}),
        _branch("any", {"type": "array", "items": _CONDITION, "minItems": 1}),
        _branch("not", _CONDITION),
        *_audience(vocabulary),
        *(_word(vocabulary, name) for name in vocabulary.words),
        *(
            _comparison(fact, operator, language)
            for fact in vocabulary.facts.values()
            for operator in fact.operators
        ),
    ]
    return {
        "$schema": DIALECT,
        "title": "Rule",
        "$ref": "#/$defs/condition",
        "$defs": {"condition": {"oneOf": conditions}},
    }


_CONDITION: Schema = {"$ref": "#/$defs/condition"}


def _branch(name: str, value: Schema, **others: Schema) -> Schema:
    properties = {name: value, **others}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _audience(vocabulary: Vocabulary) -> Iterable[Schema]:
    if vocabulary.audiences:
        yield _branch("audience", {"enum": sorted(vocabulary.audiences)})


def _word(vocabulary: Vocabulary, name: str) -> Schema:
    arguments = vocabulary.words[name].arguments
    given = {
        "type": "object",
        "properties": {key: _argument(vocabulary, key) for key in arguments},
        "required": [key for key, required in arguments.items() if required],
        "additionalProperties": False,
    }
    return _branch(name, given)


def _argument(vocabulary: Vocabulary, key: str) -> Schema:
    if key == WITHIN_DAYS:
        return _COUNT
    known = vocabulary.arguments.get(key)
    return {"enum": sorted(known)} if known is not None else _TEXT


def _comparison(fact: Fact, operator: Operator, language: str) -> Schema:
    value = _value(fact, operator)
    schema = _branch("fact", {"const": fact.name}, **{operator.value: value})
    return schema | {"title": f"{in_language(fact.labels, language, fact.name)}: {operator}"}


def _value(fact: Fact, operator: Operator) -> Schema:
    if operator in BARE_OPERATORS:
        return {"const": True}
    if operator in LIST_OPERATORS:
        return {"type": "array", "items": _scalar(fact), "minItems": 1, "maxItems": MOST_VALUES}
    return _scalar(fact)


def _scalar(fact: Fact) -> Schema:
    if fact.is_yes_no:
        return {"enum": [*fact.choices, True, False]}
    if fact.choices:
        return {"enum": list(fact.choices)}
    if fact.counted is not None:
        return _COUNT
    return _OPEN[fact.kind]


_COUNT: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST_COUNT}
_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
_OPEN: Mapping[FactKind, Schema] = {
    FactKind.ONE: _TEXT,
    FactKind.MANY: _TEXT,
    FactKind.NUMBER: {"type": "number", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER},
    FactKind.DATE: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}
