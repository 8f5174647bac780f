"""Reads themes/<slug>/theme.yaml, with what it inherits, into a whole theme."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from cms.theming.model import SLUG_PATTERN, Theme, ThemeFile
from cms.theming.pictures import picture_problems
from cms.theming.problems import Problem, ThemeError, did_you_mean
from cms.theming.roles import Role
from cms.theming.yaml_lines import KeyPath, LinedYaml, read_yaml

THEMES_FOLDER = Path(__file__).resolve().parents[2] / "themes"
ROOT_THEME = "base"
FILE_NAME = "theme.yaml"


class UnknownThemeError(LookupError):
    """There is no folder with a theme file of this name."""


def theme_slugs(folder: Path = THEMES_FOLDER) -> tuple[str, ...]:
    """The themes in the folder, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in folder.glob(f"*/{FILE_NAME}")))


def read_theme(folder: Path, slug: str) -> Theme:
    """The whole theme: its own tokens, and for the rest those it inherits.

    Contrast is not looked at here: see ``cms.theming.contrast``.

    Raises:
        UnknownThemeError: no such theme.
        ThemeError: the theme or one it inherits is wrong; carries every problem.
    """
    if not SLUG_PATTERN.fullmatch(slug) or not (folder / slug / FILE_NAME).is_file():
        raise UnknownThemeError(f"No theme '{slug}'. {did_you_mean(slug, theme_slugs(folder))}")
    layers = _read_layers(folder, slug)
    problems = [problem for layer in layers for problem in layer.problems]
    if problems:
        raise ThemeError(problems)
    return _whole(slug, layers)


class _Layer:
    """One theme file of the chain, checked by itself."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.source: LinedYaml = read_yaml(file)
        self.problems = list(self.source.problems)
        self.content = self._checked()

    def problem(self, path: KeyPath, reason: str, advice: str = "") -> None:
        line = self.source.line_of(path)
        self.problems.append(Problem(self.file, line, ".".join(path), reason, advice))

    def _checked(self) -> ThemeFile:
        try:
            return ThemeFile.model_validate(with_roles(self.source.values))
        except ValidationError as error:
            for mistake in error.errors():
                path = tuple(str(part) for part in mistake["loc"] if part != "[key]")
                self.problem(path, *explain(mistake, path))
            return ThemeFile(name=self.file.parent.name)


def with_roles(values: dict[str, Any]) -> dict[str, Any]:
    """The values with known colour names as roles; unknown ones stay words, to be refused."""
    colours = values.get("colours")
    if not isinstance(colours, dict):
        return values
    known = set(Role)
    named = {Role(key) if key in known else key: value for key, value in colours.items()}
    return {**values, "colours": named}


def explain(mistake: Mapping[str, Any], path: KeyPath) -> tuple[str, str]:
    """What is wrong with the value at the path, and what to do about it."""
    if mistake["type"] == "missing":
        return "is missing.", "Add it."
    if mistake["type"] == "extra_forbidden":
        return "is not a token.", did_you_mean(path[-1], _keys_at(path[:-1]))
    if path[0] == "colours" and len(path) > 1 and path[-1] not in set(Role):
        return "is not a colour role.", did_you_mean(path[-1], [role.value for role in Role])
    reason = str(mistake["msg"]).removeprefix("Value error, ")
    value = "" if mistake["input"] is None else f"'{mistake['input']}': "
    return f"{value}{reason[0].lower()}{reason[1:]}.", ""


def _keys_at(path: KeyPath) -> list[str]:
    model: type[BaseModel] = ThemeFile
    for part in path:
        annotation = model.model_fields[part].annotation
        if not isinstance(annotation, type) or not issubclass(annotation, BaseModel):
            return []
        model = annotation
    return list(model.model_fields)


def _read_layers(folder: Path, slug: str) -> list[_Layer]:
    """The theme file and those it inherits, nearest first."""
    layers: list[_Layer] = []
    seen: list[str] = []
    wanted: str | None = slug
    while wanted:
        layers.append(_Layer(folder / wanted / FILE_NAME))
        seen.append(wanted)
        wanted = _parent_of(folder, layers[-1], seen)
    return layers


def _parent_of(folder: Path, layer: _Layer, seen: list[str]) -> str | None:
    if seen[-1] == ROOT_THEME:
        return None
    parent = layer.content.inherits or ROOT_THEME
    if parent in seen:
        layer.problem(("inherits",), f"goes in a circle: {' → '.join([*seen, parent])}.")
        return None
    if not SLUG_PATTERN.fullmatch(parent) or not (folder / parent / FILE_NAME).is_file():
        layer.problem(
            ("inherits",), f"no theme '{parent}'.", did_you_mean(parent, theme_slugs(folder))
        )
        return None
    return parent


def _whole(slug: str, layers: list[_Layer]) -> Theme:
    own = layers[0].content
    values: dict[str, Any] = {
        "slug": slug,
        "name": own.name,
        "wordmark": own.wordmark or own.name,
        "elevation": _nearest(layers, "elevation"),
        "colours": _colours(layers),
        "numbers": _numbers(layers),
        "mark": _drawing(layers, "mark"),
        "hero": _drawing(layers, "hero"),
        "folders": tuple(layer.file.parent for layer in layers),
        "files": tuple(layer.file for layer in layers),
    }
    problems = [problem for layer in layers for problem in layer.problems]
    if problems:
        raise ThemeError(problems)
    return Theme.model_validate(values)


def _nearest(layers: list[_Layer], key: str) -> str | None:
    for layer in layers:
        value = getattr(layer.content, key)
        if value is not None:
            return str(value)
    layers[-1].problem((key,), "has no value.", "The theme that all inherit must give one.")
    return None


def _numbers(layers: list[_Layer]) -> dict[str, float]:
    numbers: dict[str, float] = {}
    for layer in reversed(layers):
        for part in ("type", "radius", "spacing"):
            given = getattr(layer.content, part).model_dump(exclude_none=True)
            numbers |= {f"{part}.{key}": value for key, value in given.items()}
    for part in ("type", "radius", "spacing"):
        for key in _keys_at((part,)):
            if f"{part}.{key}" not in numbers:
                layers[-1].problem((part, key), "has no value.", "The base theme must give one.")
    return numbers


def _colours(layers: list[_Layer]) -> dict[Role, str]:
    written: dict[Role, str] = {}
    for layer in reversed(layers):
        written |= layer.content.colours
    return {role: _resolved(layers, written, role) for role in Role}


def _resolved(layers: list[_Layer], written: dict[Role, str], role: Role) -> str:
    """Follows a role that names another role until a colour is met."""
    seen = [role]
    value = written.get(role)
    while value is not None and not value.startswith("#"):
        if Role(value) in seen:
            chain = " → ".join([*seen, value])
            layers[0].problem(("colours", role.value), f"goes in a circle: {chain}.")
            return "#000000"
        seen.append(Role(value))
        value = written.get(Role(value))
    if value is None:
        layers[-1].problem(("colours", seen[-1].value), "has no value.", "Add a colour.")
        return "#000000"
    return value


def _drawing(layers: list[_Layer], key: str) -> Path | None:
    for layer in layers:
        name = getattr(layer.content, key)
        if name is not None:
            file = layer.file.parent / str(name)
            for reason, advice in picture_problems(file):
                layer.problem((key,), f"{name} {reason}", advice)
            return file
    layers[-1].problem((key,), "has no value.", "Name a picture in the folder.")
    return None
