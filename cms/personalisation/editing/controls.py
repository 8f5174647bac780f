"""What a rule may say, as the builder needs it: every control follows from the schema.

Nothing here knows a fact, an operator or a word by name, beside what operators are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.citizens.rule_words import WITHIN_DAYS
from cms.personalisation.rule import Operator
from cms.personalisation.schema import rule_schema
from cms.personalisation.sentence import in_language
from cms.personalisation.vocabulary import Fact, Unit, Vocabulary

OPERATORS: Mapping[str, str | Promise] = {
    Operator.IS: _("er"),
    Operator.IS_NOT: _("er noget andet end"),
    Operator.ANY_OF: _("er en af"),
    Operator.NONE_OF: _("er ingen af"),
    Operator.AT_LEAST: _("er mindst"),
    Operator.AT_MOST: _("er højst"),
    Operator.KNOWN: _("er besvaret"),
    Operator.UNKNOWN: _("er ikke besvaret"),
}
UNITS: Mapping[str, str | Promise] = {
    Unit.YEARS: _("år"),
    Unit.MONTHS: _("måneder"),
    Unit.DAYS: _("dage"),
}
_HOLE = re.compile(r"\{\w+\}")


def controls(vocabulary: Vocabulary, language: str) -> dict[str, Any]:
    """Give facts with operators, words with arguments, and audiences, with labels and shapes."""
    branches = rule_schema(vocabulary, language)["$defs"]["condition"]["oneOf"]
    properties = [branch["properties"] for branch in branches if "properties" in branch]
    return {
        "facts": list(_facts(vocabulary, properties, language)),
        "words": list(_words(vocabulary, properties, language)),
        "audiences": [
            {"value": name, "label": in_language(labels, language, name)}
            for name, labels in vocabulary.audiences.items()
        ],
    }


def _facts(
    vocabulary: Vocabulary, properties: list[dict[str, Any]], language: str
) -> Iterator[dict[str, Any]]:
    by_fact: dict[str, list[dict[str, Any]]] = {}
    for found in properties:
        if "fact" in found:
            by_fact.setdefault(found["fact"]["const"], []).append(found)
    for name, fact in vocabulary.facts.items():
        yield {
            "name": name,
            "label": in_language(fact.labels, language, name),
            "unit": str(UNITS.get(fact.unit, fact.unit)),
            "operators": [
                {
                    "name": operator,
                    "label": str(OPERATORS.get(operator, operator.replace("_", " "))),
                    "value": shape(schema),
                }
                for found in by_fact.get(name, [])
                for operator, schema in found.items()
                if operator != "fact"
            ],
            "choices": _choices(fact, language),
        }


def _choices(fact: Fact, language: str) -> list[dict[str, str]]:
    return [
        {"value": value, "label": in_language(labels, language, value)}
        for value, labels in fact.choices.items()
    ]


def _words(
    vocabulary: Vocabulary, properties: list[dict[str, Any]], language: str
) -> Iterator[dict[str, Any]]:
    for name, word in vocabulary.words.items():
        schema = next(found[name] for found in properties if set(found) == {name})
        yield {
            "name": name,
            "label": " ".join(_HOLE.sub("…", in_language(word.labels, language, name)).split()),
            "arguments": [
                {
                    "name": key,
                    "label": str(ARGUMENTS.get(key, key)),
                    "required": key in schema.get("required", ()),
                    "value": shape(below),
                    "choices": [
                        {"value": value, "label": in_language(labels, language, value)}
                        for value, labels in vocabulary.arguments.get(key, {}).items()
                    ],
                }
                for key, below in schema.get("properties", {}).items()
            ],
        }


ARGUMENTS: Mapping[str, str | Promise] = {
    "type": _("Slags"),
    "slug": _("Hvilken (kan stå tom)"),
    WITHIN_DAYS: _("Inden for antal dage (kan stå tom)"),
}


def shape(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a value looks like: none, choice, number, date or text; one of them or several."""
    if "const" in schema:
        return {"kind": "none", "const": schema["const"]}
    if schema.get("type") == "array":
        several = {**shape(schema.get("items", {})), "several": True}
        exactly = schema.get("maxItems")
        return several | ({"most": exactly} if exactly else {})
    if "enum" in schema:
        return {"kind": "choice"}
    if schema.get("type") in ("integer", "number"):
        bounds = {"min": schema.get("minimum"), "max": schema.get("maximum")}
        return {"kind": "number", "whole": schema["type"] == "integer", **bounds}
    return {"kind": "date" if schema.get("format") == "date" else "text"}
