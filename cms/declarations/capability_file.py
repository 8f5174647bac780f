"""Reads `about.yaml` of each capability, and holds a type's options against it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from cms.declarations import yaml_file
from cms.declarations.capability import AboutCapability, Option, OptionValue, chosen_options
from cms.declarations.engine_names import CAPABILITIES, capability_names
from cms.declarations.findings import Finding
from cms.declarations.model import ContentType
from cms.declarations.problems import did_you_mean
from cms.declarations.yaml_file import Place

ABOUT = "about.yaml"


@lru_cache(maxsize=1)
def all_about() -> dict[str, AboutCapability]:
    """What every capability says of itself, by name. Raises DeclarationError."""
    return {
        name: yaml_file.read(CAPABILITIES / name / ABOUT, AboutCapability)
        for name in capability_names()
    }


def check_capabilities(declared: ContentType) -> Iterator[Finding]:
    """What the type says wrongly of its capabilities, and which others they need."""
    for name, said in declared.capabilities.items():
        place: Place = ("capabilities", name)
        about = all_about().get(name)
        if about is None:
            yield place, "the engine has no such capability", did_you_mean(name, all_about())
            continue
        for need in about.needs:
            if not set(need.one_of) & declared.capabilities.keys():
                missing = " or ".join(need.one_of)
                yield place, f"needs {missing}: {need.because}", f"add `{need.one_of[0]}: {{}}`"
        for key in said.keys() - about.options.keys():
            fix = did_you_mean(key, about.options)
            yield (*place, key), f"{name} has no such option", fix
        for key, option in about.options.items():
            yield from _check_option((*place, key), option, said.get(key), declared)
            if option.required and chosen_options(about, declared, name)[key] is None:
                yield _missing(place, key, option, declared)


def schema_of_capabilities() -> dict[str, Any]:
    """The JSON Schema of a type's `capabilities`, with every option."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {
                "type": "object",
                "description": about.purpose.en or about.purpose.da,
                "additionalProperties": False,
                "properties": {key: _schema(one) for key, one in about.options.items()},
            }
            for name, about in all_about().items()
        },
    }


def _schema(option: Option) -> dict[str, Any]:
    kind = {"yes_no": "boolean", "number": "number"}.get(option.kind, "string")
    limits = {"enum": option.choices, "minimum": option.min, "maximum": option.max}
    said = {name: limit for name, limit in limits.items() if limit not in (None, [])}
    return {"type": kind, "description": option.help, "default": option.default, **said}


def _missing(place: Place, key: str, option: Option, declared: ContentType) -> Finding:
    possible = list(declared.fields_of(*option.of)) if option.of else []
    if possible:
        return place, f"several fields could be `{key}`", f"say which: {', '.join(possible)}"
    if option.of:
        kinds = " or ".join(option.of)
        return place, f"{option.help} It needs a field of kind {kinds}", f"add a field of {kinds}"
    return place, f"`{key}` is missing: {option.help}", f"add `{key}:`"


def _check_option(
    place: Place, option: Option, value: OptionValue, declared: ContentType
) -> Iterator[Finding]:
    if value is None:
        return
    if option.kind == "field":
        possible = list(declared.fields_of(*option.of))
        if value not in possible:
            kinds = " or ".join(option.of)
            yield place, f"{value} is no field of kind {kinds}", did_you_mean(str(value), possible)
    elif option.kind == "choice":
        if value not in option.choices:
            yield place, f"{value!r} is not one of them", did_you_mean(str(value), option.choices)
    elif option.kind == "yes_no":
        if not isinstance(value, bool):
            yield place, f"{value!r} is neither true nor false", "write true or false"
    else:
        yield from _check_number(place, option, value)


def _check_number(place: Place, option: Option, value: OptionValue) -> Iterator[Finding]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield place, f"{value!r} is no number", "write a number without quotes"
    elif option.min is not None and value < option.min:
        yield place, f"less than {option.min:g}", f"write at least {option.min:g}"
    elif option.max is not None and value > option.max:
        yield place, f"more than {option.max:g}", f"write at most {option.max:g}"
