"""Reads `pushes/*.yaml` and `channels/*.yaml`, and tells every mistake with a way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cms.declarations import yaml_file
from cms.declarations.attributes import Attribute
from cms.declarations.engine_names import icon_names
from cms.declarations.findings import Finding, problems_of
from cms.declarations.model import Text
from cms.declarations.problems import DeclarationError, Problem, did_you_mean
from cms.declarations.push_kind import ITEM_VALUE, TEXT_LANGUAGES, Channel, PushKind
from cms.declarations.yaml_file import Place, line_of

PUSHES, CHANNELS = "pushes", "channels"
Declared = TypeVar("Declared", PushKind, Channel)


@dataclass(frozen=True)
class Pushes:
    """Every kind of push and every channel, by name, in the citizen's order."""

    kinds: Mapping[str, PushKind]
    channels: Mapping[str, Channel]


def read_pushes(folder: Path, attributes: Mapping[str, Attribute]) -> Pushes:
    """The kinds and channels of a folder of declarations.

    Raises:
        DeclarationError: with every mistake in every file.
    """
    problems: list[Problem] = []
    channels = _read_all(folder, CHANNELS, Channel, problems)
    kinds = _read_all(folder, PUSHES, PushKind, problems)
    for channel in channels.values():
        problems += _told(folder, CHANNELS, channel.name, _about_channel(channel, attributes))
    outside = [name for name, channel in channels.items() if not channel.always]
    for kind in kinds.values():
        problems += _told(folder, PUSHES, kind.name, _about_kind(kind, outside))
    problems += _about_rules(folder, kinds)
    if problems:
        raise DeclarationError(problems)
    return Pushes(kinds, channels)


def _read_all(
    folder: Path, below: str, model: type[Declared], problems: list[Problem]
) -> dict[str, Declared]:
    found: list[Declared] = []
    for path in sorted((folder / below).glob("*.yaml")):
        try:
            declared = yaml_file.read(path, model)
        except DeclarationError as error:
            problems += error.problems
            continue
        if declared.name != path.stem:
            reason = f"the file is {path.name}, but the name is {declared.name}"
            line = line_of(path, ("name",))
            fix = f"write `name: {path.stem}`"
            problems.append(Problem(f"{below}/{path.name}", line, "name", reason, fix))
            continue
        found.append(declared)
    return {one.name: one for one in sorted(found, key=lambda one: (one.order, one.name))}


def _told(folder: Path, below: str, name: str, findings: Iterator[Finding]) -> Iterator[Problem]:
    path = folder / below / f"{name}.yaml"
    return problems_of(path, findings, shown=f"{below}/{path.name}")


def _about_channel(channel: Channel, attributes: Mapping[str, Attribute]) -> Iterator[Finding]:
    yield from _about_icon(channel.icon)
    yield from _about_languages(("labels",), channel.labels)
    yield from _about_languages(("help",), channel.help)
    if channel.on_when is None:
        return
    attribute = attributes.get(channel.on_when.attribute)
    if attribute is None:
        place: Place = ("on_when", "attribute")
        yield place, "no such attribute", did_you_mean(channel.on_when.attribute, attributes)
    elif channel.on_when.value not in (attribute.choices or {}):
        fix = did_you_mean(channel.on_when.value, attribute.choices or {})
        yield ("on_when", "value"), "can't be answered", fix


def _about_kind(kind: PushKind, outside: list[str]) -> Iterator[Finding]:
    yield from _about_icon(kind.icon)
    yield from _about_languages(("labels",), kind.labels)
    yield from _about_languages(("purpose",), kind.purpose)
    for name, text in (
        ("title", kind.texts.title),
        ("body", kind.texts.body),
        ("link", kind.texts.link),
    ):
        yield from _about_languages(("texts", name), text)
    yield from _about_values(kind)
    for position, name in enumerate(kind.channels):
        if name not in outside:
            yield ("channels", position), f"{name} is no channel", did_you_mean(name, outside)
    for position, name in enumerate(kind.default_channels):
        if name not in kind.channels:
            fix = did_you_mean(name, kind.channels)
            yield ("default_channels", position), f"{name} is not among `channels`", fix
    if kind.opens and (not kind.opens.startswith("/") or kind.opens.startswith("//")):
        yield ("opens",), "is no path of the portal", "begin with one /, as in /min-profil/"
    if kind.breaks_quiet_hours and kind.timing == "may_wait":
        fix = "remove breaks_quiet_hours, or write `timing: at_once`"
        yield ("breaks_quiet_hours",), "what may wait need not wake anybody", fix


def _about_icon(icon: str) -> Iterator[Finding]:
    if icon not in icon_names():
        yield ("icon",), "there is no such icon", did_you_mean(icon, icon_names())


def _about_languages(place: Place, text: Text) -> Iterator[Finding]:
    for language in TEXT_LANGUAGES:
        if not getattr(text, language):
            reason = f"citizens read it, and it isn't said in {language}"
            yield place, reason, f'add `{language}: "…"`'


def _about_values(kind: PushKind) -> Iterator[Finding]:
    known = {*kind.values, ITEM_VALUE}
    try:
        used = kind.texts.placeholders()
    except ValueError as error:
        yield ("texts",), f"a {{ }} can't be read: {error}", "write {name}, or {{ for a brace"
        return
    for (name, _language), names in used.items():
        for value in sorted(names - known):
            yield ("texts", name), f"{{{value}}} is not among `values`", did_you_mean(value, known)


def _about_rules(folder: Path, kinds: Mapping[str, PushKind]) -> Iterator[Problem]:
    chosen = [name for name, kind in kinds.items() if kind.carries_out_rules]
    for name in chosen[1:]:
        reason = f"{chosen[0]} carries out rules already"
        finding: Finding = (("carries_out_rules",), reason, "let one kind have it")
        yield from _told(folder, PUSHES, name, iter([finding]))
    for name in chosen:
        if kinds[name].values:
            finding = (("values",), "a rule gives no values but {item}", "remove them")
            yield from _told(folder, PUSHES, name, iter([finding]))
