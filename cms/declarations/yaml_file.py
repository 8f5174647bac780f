"""Reading a YAML file so that every mistake can be pointed at by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cms.declarations.problems import DeclarationError, Problem, did_you_mean

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[int | str, ...]
BOOLEAN = "tag:yaml.org,2002:bool"
# What people from elsewhere call our kinds.
OTHER_WORDS = {
    "string": "text",
    "str": "text",
    "textarea": "text",
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "boolean": "choice",
    "bool": "choice",
    "select": "choice",
    "enum": "choice",
    "tags": "terms",
    "taxonomy": "terms",
    "url": "link",
    "email": "text",
    "address": "place",
    "location": "place",
    "html": "rich_text",
    "relation": "reference",
    "picture": "image",
    "document": "file",
}
WHOLE_NUMBER = "tag:yaml.org,2002:int"
# The same safe reader written in C, ten times as fast, where PyYAML was built with it.
_SAFE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_SAFE):  # type: ignore[misc,valid-type]
    """Reads words as words: `no` is Norway and 12:30 a time, as in YAML 1.2."""

    yaml_implicit_resolvers = {
        sign: [pair for pair in pairs if pair[0] not in (BOOLEAN, WHOLE_NUMBER)]
        for sign, pairs in _SAFE.yaml_implicit_resolvers.items()
    }


Loader.add_implicit_resolver(BOOLEAN, re.compile(r"^(?:true|false|True|False)$"), list("tfTF"))
Loader.add_implicit_resolver(WHOLE_NUMBER, re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))


def read(path: Path, model: type[Model]) -> Model:
    """The file as a checked model. Raises DeclarationError with every mistake in the file."""
    text = _text(path)
    try:
        node = yaml.compose(text, Loader=Loader)
        if not isinstance(node, yaml.MappingNode):
            raise DeclarationError([_no_keys(path), *(_doubles(path, node) if node else ())])
        if problems := list(_doubles(path, node)):
            raise DeclarationError(problems)
        return model.model_validate(yaml.load(text, Loader=Loader))  # noqa: S506 (a safe one)
    except yaml.YAMLError as error:
        raise DeclarationError([_not_yaml(path, text, error)]) from error
    except ValidationError as error:
        raise DeclarationError(
            _problem(path, node, model, details) for details in error.errors()
        ) from error
    except (ValueError, RecursionError) as error:
        fix = "write a date as 2026-11-30, put other numbers in quotes, and use no aliases (&, *)"
        raise DeclarationError([Problem(path.name, 1, "file", str(error), fix)]) from error


def line_of(path: Path, place: Place) -> int:
    """The line (from 1) where a place such as `("fields", "title", "kind")` stands."""
    node = yaml.compose(_text(path), Loader=Loader)
    return _line(node, place) if node else 1


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeclarationError(
            [Problem(path.name, 1, "file", "not UTF-8 text", "save the file as UTF-8")]
        ) from error
    except OSError as error:
        reason = f"can't be read: {error.strerror}"
        raise DeclarationError(
            [Problem(path.name, 1, "file", reason, "make it a file that you may read")]
        ) from error


def _no_keys(path: Path) -> Problem:
    return Problem(path.name, 1, "file", "no keys found", "begin with `name: …`")


def _not_yaml(path: Path, text: str, error: yaml.YAMLError) -> Problem:
    """What the reader stumbled over, with the way out of the commonest traps."""
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    fix = "check indentation, colons and quotes here and on the line before"
    if "\t" in written:
        fix = "put spaces where the tab is"
    elif "mapping values are not allowed" in reason:
        fix = "put the text that holds a : in quotes"
    elif getattr(error, "context", "") == "while scanning a quoted scalar":
        fix = "close the quotes"
    return Problem(path.name, line, "file", f"not valid YAML ({reason})", fix)


def _doubles(path: Path, node: yaml.Node) -> Iterator[Problem]:
    """YAML keeps the last of two equal keys in silence; we don't."""
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            word, line = str(key.value), key.start_mark.line + 1
            if word in seen:
                reason = f"stands twice (also on line {seen[word]})"
                yield Problem(path.name, line, word, reason, "remove or rename one")
            seen.setdefault(word, line)
            yield from _doubles(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from _doubles(path, entry)


def _line(node: yaml.Node | None, place: Sequence[int | str]) -> int:
    """The deepest line known on the way to the place."""
    if node is None:
        return 1
    line = node.start_mark.line + 1
    for step in place:
        child = _child(node, step)
        if child is None:
            break
        line, node = child
    return line


def _child(node: yaml.Node, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        entry = node.value[step]
        return entry.start_mark.line + 1, entry
    return None


def _problem(
    path: Path, node: yaml.Node | None, model: type[BaseModel], details: ErrorDetails
) -> Problem:
    # "[key]" marks a dict key that breaks its pattern; the key itself stands one step before.
    place = tuple(step for step in details["loc"] if step != "[key]")
    where = ".".join(str(step) for step in place) or "file"
    reason, fix = _words(model, place, details)
    return Problem(path.name, _line(node, place), where, reason, fix)


def _words(model: type[BaseModel], place: Place, details: ErrorDetails) -> tuple[str, str]:
    """Reason and fix of the commonest mistakes in plain words; the rest in pydantic's."""
    context = details.get("ctx", {})
    match details["type"]:
        case "string_type" if place != details["loc"]:
            return f"{details['input']!r} is no word", f'put it in quotes: "{details["input"]}"'
        case "extra_forbidden":
            known = _keys_at(model, place[:-1])
            return "unknown key", did_you_mean(str(place[-1]), known)
        case "missing":
            return "is missing", f"add `{place[-1]}:`"
        case "literal_error":
            choices = [word.strip(" '") for word in _choices(str(context["expected"]))]
            written = str(details["input"])
            meant = OTHER_WORDS.get(written, written) if place[-1] == "kind" else written
            return f"{written!r} is not a value here", did_you_mean(meant, choices)
        case "dict_type" | "model_type":
            return f"{_short(details['input'])} stands where keys belong", _keys_fix(place)
        case "string_pattern_mismatch":
            return (
                f"{details['input']!r} has signs that are not allowed",
                f"use small letters a to z and digits{_joint(context['pattern'])}",
            )
    return details["msg"].lower(), f"now it is {_short(details['input'])}; change it"


def _joint(pattern: str) -> str:
    """The third sign that a name or a slug may hold, in words."""
    if "(-[a-z0-9]" in pattern:
        return ", and - between words"
    return " and _, beginning with a letter" if "_" in pattern else ""


def _keys_fix(place: Place) -> str:
    """What keys look like there."""
    if place[-1] in ("label", "help", "heading"):
        return f'write `{place[-1]}: {{da: "…"}}`'
    if place[-1] == "choices":
        return 'write each as `value: {da: "…"}`'
    return "write `key: value` there, or `{}` where there is nothing to say"


def _choices(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").split(",")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _keys_at(model: type[BaseModel], place: Place) -> list[str]:
    """The keys that may stand at a place, found by walking the model's annotations."""
    current: Any = model
    for step in place:
        current = _inner(current, step)
    found = _model_in(current)
    return list(found.model_fields) if found else []


def _inner(annotation: Any, step: int | str) -> Any:
    found = _model_in(annotation)
    if found is not None:
        field = found.model_fields.get(str(step))
        return field.annotation if field else None
    for part in _parts(annotation):
        if get_origin(part) in (dict, list):
            return get_args(part)[-1]
    return None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def _parts(annotation: Any) -> tuple[Any, ...]:
    """A union's alternatives, or the annotation alone. `dict[...]` and `list[...]` stay whole."""
    if get_origin(annotation) in (dict, list, None):
        return (annotation,)
    return get_args(annotation)
