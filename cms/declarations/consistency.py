"""What one declaration must agree with itself and with the others on."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cms.declarations.capability_file import check_capabilities
from cms.declarations.engine_names import drawing_names, icon_names
from cms.declarations.model import ContentType, FieldDeclaration
from cms.declarations.problems import Problem, did_you_mean
from cms.declarations.reserved import (
    RESERVED_FIELD_NAMES,
    RESERVED_PATHS,
    RESERVED_TYPE_NAMES,
)
from cms.declarations.rooms import ROOM_NAMES
from cms.declarations.yaml_file import Place, line_of

# Which keys belong to which kinds of field; a key not named here goes with every kind.
KEYS_OF_KINDS: dict[str, frozenset[str]] = {
    "choices": frozenset({"choice"}),
    "vocabulary": frozenset({"terms"}),
    "to": frozenset({"reference"}),
    "many": frozenset({"reference"}),
    "decimals": frozenset({"number"}),
    "max_length": frozenset({"text"}),
    "min": frozenset({"number", "money", "duration"}),
    "max": frozenset({"number", "money", "duration"}),
    "default": frozenset(
        {"text", "choice", "number", "money", "duration", "language", "drawing", "link"}
    ),
    "search": frozenset({"text", "rich_text", "blocks", "choice", "terms", "place"}),
    "facet": frozenset({"choice", "terms", "language"}),
    "overridable": frozenset({"text", "rich_text", "link"}),
}
NUMBERS = frozenset({"number", "money", "duration"})
# As wide as the column that stores a choice.
LONGEST_CHOICE = 40
NEEDED_BY_KIND = {"choice": "choices", "terms": "vocabulary", "reference": "to"}
# Fields that a list can be ordered by without being declared.
ENGINE_ORDER_FIELDS = frozenset({"slug", "first_published_at", "last_published_at"})
# Kinds that are one short line on a card.
FACTS = frozenset(
    {"text", "choice", "number", "money", "duration", "date", "date_time", "place", "language"}
)
UNORDERABLE = frozenset({"terms", "blocks", "rich_text", "image", "video", "file", "reference"})


@dataclass(frozen=True)
class Known:
    """Names of all content types and vocabularies, also of those whose files can't be read."""

    content_types: frozenset[str]
    vocabularies: frozenset[str]


@dataclass(frozen=True)
class _Report:
    """Makes problems of one content type's file, with the line looked up."""

    path: Path

    def at(self, place: Place, reason: str, fix: str) -> Problem:
        where = ".".join(str(step) for step in place)
        line = line_of(self.path, place) if self.path.exists() else 1
        return Problem(self.path.name, line, where, reason, fix)


def check_content_type(folder: Path, declared: ContentType, known: Known) -> Iterator[Problem]:
    """Every disagreement in one declaration."""
    report = _Report(folder / f"{declared.name}.yaml")
    yield from _check_names(report, declared)
    for finding in check_capabilities(declared):
        yield report.at(*finding)
    for name, field in declared.fields.items():
        yield from _check_field_name(report, name)
        yield from _check_keys(report, name, field)
        yield from _check_values(report, name, field)
        yield from _check_target(report, name, field, known)
    yield from _check_mentions(report, declared)
    yield from _check_card(report, declared)
    yield from _check_form(report, declared)
    yield from _check_renames(report, declared)


def _check_names(report: _Report, declared: ContentType) -> Iterator[Problem]:
    """What the type names of the engine, the portal and the base theme."""
    settings = declared.settings
    if declared.name in RESERVED_TYPE_NAMES:
        yield report.at(("name",), "the engine uses this name itself", "choose another name")
    if settings.path in RESERVED_PATHS:
        yield report.at(("settings", "path"), "the portal uses this path", "choose another path")
    named: list[tuple[Place, str, Collection[str], str]] = [
        (("settings", "room"), settings.room, ROOM_NAMES, "the portal has no such room"),
        (
            ("presentation", "icon"),
            declared.presentation.icon,
            icon_names(),
            "there is no such icon in themes/base/icons",
        ),
    ]
    for place, name, there, reason in named:
        if name not in there:
            yield report.at(place, reason, did_you_mean(name, there))


def _check_field_name(report: _Report, name: str) -> Iterator[Problem]:
    place = ("fields", name)
    if name in RESERVED_FIELD_NAMES or name.endswith(("_latitude", "_longitude", "_id", "_ptr")):
        yield report.at(place, "the engine uses this name itself", f"for example: its_{name}")
    elif keyword.iskeyword(name):
        yield report.at(place, "a word of the engine's own language", f"for example: its_{name}")
    elif "__" in name or name.endswith("_"):
        reason = "_ can't stand twice together or last"
        yield report.at(
            place, reason, f"write {'_'.join(part for part in name.split('_') if part)}"
        )


def _check_keys(report: _Report, name: str, field: FieldDeclaration) -> Iterator[Problem]:
    place = ("fields", name)
    for key in sorted(field.model_fields_set & KEYS_OF_KINDS.keys()):
        if field.kind not in KEYS_OF_KINDS[key]:
            kinds = ", ".join(sorted(KEYS_OF_KINDS[key]))
            reason = f"`{key}` has no meaning for the kind {field.kind}"
            yield report.at((*place, key), reason, f"remove it; it goes with: {kinds}")
    needed = NEEDED_BY_KIND.get(field.kind)
    if needed and not getattr(field, needed):
        yield report.at(place, f"the kind {field.kind} needs `{needed}`", f"add `{needed}:`")


def _check_values(report: _Report, name: str, field: FieldDeclaration) -> Iterator[Problem]:
    place = ("fields", name)
    if field.min is not None and field.max is not None and field.min > field.max:
        yield report.at((*place, "min"), "is larger than max", "swap them")
    for value in field.choices or {}:
        if len(value) > LONGEST_CHOICE:
            reason = f"longer than {LONGEST_CHOICE} signs"
            yield report.at((*place, "choices", value), reason, "write a shorter value")
    going = field.deprecated
    if going and going.until and going.until < going.since:
        yield report.at((*place, "deprecated", "until"), "is before since", "swap them")
    if field.default is not None and (wrong := _wrong_default(field)):
        yield report.at((*place, "default"), *wrong)


def _wrong_default(field: FieldDeclaration) -> tuple[str, str] | None:
    """Reason and fix, or None for a default that the kind can have."""
    default = field.default
    there: Collection[str] = {
        "choice": tuple(field.choices or ()),
        "drawing": drawing_names(),
    }.get(field.kind, ())
    if there and default not in there:
        return f"{default!r} is not one of them", did_you_mean(str(default), there)
    if field.kind in NUMBERS and (isinstance(default, str | bool)):
        return f"{default!r} is no number", "write a number without quotes"
    if field.kind in {"text", "link"} and not isinstance(default, str):
        return f"{default!r} is no text", f'write "{default}" in quotes'
    if field.max_length and len(str(default)) > field.max_length:
        return f"longer than max_length ({field.max_length})", "write a shorter one"
    return None


def _check_target(
    report: _Report, name: str, field: FieldDeclaration, known: Known
) -> Iterator[Problem]:
    if field.vocabulary and field.vocabulary not in known.vocabularies:
        fix = did_you_mean(field.vocabulary, known.vocabularies)
        yield report.at(("fields", name, "vocabulary"), "no such vocabulary", fix)
    if field.to and field.to not in known.content_types:
        fix = did_you_mean(field.to, known.content_types)
        yield report.at(("fields", name, "to"), "no such content type", fix)


def _mentions(declared: ContentType) -> Iterator[tuple[Place, str]]:
    card = declared.presentation.card
    for key, name in (("title", card.title), ("text", card.text), ("drawing", card.drawing)):
        if name:
            yield ("presentation", "card", key), name
    for position, name in enumerate(card.facts):
        yield ("presentation", "card", "facts", position), name
    for position, name in enumerate(declared.presentation.page):
        yield ("presentation", "page", position), name
    for section, part in enumerate(declared.form):
        for position, name in enumerate(part.fields):
            yield ("form", section, "fields", position), name


def _check_mentions(report: _Report, declared: ContentType) -> Iterator[Problem]:
    for place, name in _mentions(declared):
        if name not in declared.fields:
            fix = did_you_mean(name, declared.fields)
            yield report.at(place, f"there is no field {name}", fix)
    title = declared.fields.get(declared.title_field)
    if title and (title.kind != "text" or not title.required):
        fix = f"make {declared.title_field} `kind: text` with `required: true`"
        yield report.at(("presentation", "card", "title"), "the title must be a required text", fix)
    for position, entry in enumerate(declared.settings.order):
        yield from _check_order(report, declared, position, entry.removeprefix("-"))
    drawing = declared.fields.get(declared.presentation.card.drawing or "")
    if drawing and drawing.kind != "drawing":
        place = ("presentation", "card", "drawing")
        yield report.at(place, "not a field of kind drawing", "name one, or leave it out")


def _check_card(report: _Report, declared: ContentType) -> Iterator[Problem]:
    """Everybody reads a card, and its facts are short."""
    card = declared.presentation.card
    parts: list[tuple[str, str | None]] = [("title", card.title), ("text", card.text)]
    parts += [("facts", name) for name in card.facts]
    for key, name in parts:
        field = declared.fields.get(name or "")
        place = ("presentation", "card", key)
        if field is None:
            continue
        if field.access != "public":
            reason = f"{name} is for {field.access}s, but everybody reads a card"
            yield report.at(place, reason, "name a field without `access`")
        if key == "facts" and field.kind not in FACTS:
            reason = f"{name} is of kind {field.kind}, which is no short fact"
            yield report.at(place, reason, f"use: {', '.join(sorted(FACTS))}")
        if key == "text" and field.kind != "text":
            yield report.at(place, f"{name} is not of kind text", "name one that is")


def _check_form(report: _Report, declared: ContentType) -> Iterator[Problem]:
    """With a form given, each field stands in it once."""
    shown = [name for part in declared.form for name in part.fields]
    for name in declared.fields if declared.form else ():
        if name not in shown:
            fix = f"add {name} to a section of `form`"
            yield report.at(("fields", name), "has no place in the form", fix)
    for section, part in enumerate(declared.form):
        for position, name in enumerate(part.fields):
            if shown.count(name) > 1:
                place = ("form", section, "fields", position)
                yield report.at(place, f"{name} stands more than once", "keep it in one place")


def _check_order(
    report: _Report, declared: ContentType, position: int, name: str
) -> Iterator[Problem]:
    place = ("settings", "order", position)
    field = declared.fields.get(name)
    if field is None and name not in ENGINE_ORDER_FIELDS:
        fix = did_you_mean(name, ENGINE_ORDER_FIELDS | declared.fields.keys())
        yield report.at(place, f"there is no field {name}", fix)
    elif field is not None and field.kind in UNORDERABLE:
        yield report.at(place, f"a field of kind {field.kind} has no order", "choose another")


def _check_renames(report: _Report, declared: ContentType) -> Iterator[Problem]:
    former: dict[str, str] = {}
    for name, field in declared.fields.items():
        if field.renamed_from is None:
            continue
        place = ("fields", name, "renamed_from")
        if field.renamed_from in declared.fields:
            yield report.at(place, "a field still has that name", "remove one of the two")
        if field.renamed_from in former:
            reason = f"{former[field.renamed_from]} says so too"
            yield report.at(place, reason, "only one field can take over the data")
        former[field.renamed_from] = name


def check_together(folder: Path, content_types: Mapping[str, ContentType]) -> Iterator[Problem]:
    """What must differ between types: paths, class names, and whose owners they introduce."""
    yield from _check_introductions(folder, content_types)
    words: tuple[tuple[Place, Callable[[ContentType], str]], ...] = (
        (("settings", "path"), lambda declared: declared.settings.path),
        (("name",), lambda declared: declared.class_name),
    )
    for place, word in words:
        seen: dict[str, str] = {}
        for name, declared in content_types.items():
            value = word(declared)
            if value in seen:
                report = _Report(folder / f"{name}.yaml")
                yield report.at(place, f"{seen[value]} has the same: {value}", "choose another")
            seen[value] = name


def _check_introductions(
    folder: Path, content_types: Mapping[str, ContentType]
) -> Iterator[Problem]:
    """Who an owner is stands in one place."""
    seen: dict[str, str] = {}
    for name, declared in content_types.items():
        for kind in declared.settings.owners if declared.settings.introduces_owner else ():
            if kind in seen:
                reason = f"{seen[kind]} introduces owners of the kind {kind} too"
                report = _Report(folder / f"{name}.yaml")
                yield report.at(("settings", "introduces_owner"), reason, "keep it in one of them")
            seen[kind] = name
