"""A theme put together from values instead of a file: what a form in the browser makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from cms.theming.colour import HEX_PATTERN
from cms.theming.model import Theme, ThemeFile
from cms.theming.reading import explain, with_roles
from cms.theming.roles import Role

PARTS = ("type", "radius", "spacing")
PICTURES = ("mark", "hero")


@dataclass(frozen=True)
class ValueProblem:
    """One value that can't be used: its key, such as ``colours.primary``, and why."""

    key: str
    reason: str


class UnusableValues(ValueError):
    """Values that make no theme. Carries every problem found."""

    def __init__(self, problems: list[ValueProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{each.key}: {each.reason}" for each in problems))


def checked_values(values: Mapping[str, Any]) -> ThemeFile:
    """The values as a theme file's content.

    Raises:
        UnusableValues: a key is unknown, a number out of bounds, a colour no colour.
    """
    try:
        content = ThemeFile.model_validate(with_roles(dict(values)))
    except ValidationError as error:
        raise UnusableValues([_problem(mistake) for mistake in error.errors()]) from error
    named = [role for role, value in content.colours.items() if not HEX_PATTERN.fullmatch(value)]
    if named:
        raise UnusableValues(
            [ValueProblem(f"colours.{role}", "write the colour as #RRGGBB") for role in named]
        )
    return content


def _problem(mistake: Mapping[str, Any]) -> ValueProblem:
    path = tuple(str(part) for part in mistake["loc"] if part != "[key]")
    return ValueProblem(".".join(path), " ".join(explain(mistake, path)).strip())


def compose(content: ThemeFile, parent: Theme, slug: str, folder: Path) -> Theme:
    """The whole theme: the values given, and the parent's for all that is left out.

    Args:
        content: the values, colours as ``#RRGGBB``.
        parent: the theme that gives the rest, its templates and drawings too.
        slug: what the theme is called.
        folder: where the mark and hero named in the values lie.
    """
    numbers = {
        f"{part}.{key}": value
        for part in PARTS
        for key, value in getattr(content, part).model_dump(exclude_none=True).items()
    }
    pictures = {key: _picture(content, parent, key, folder) for key in PICTURES}
    return parent.model_copy(
        update={
            "slug": slug,
            "name": content.name,
            "wordmark": content.wordmark or content.name,
            "elevation": content.elevation or parent.elevation,
            "colours": {**parent.colours, **content.colours},
            "numbers": {**parent.numbers, **numbers},
            **pictures,
        }
    )


def _picture(content: ThemeFile, parent: Theme, key: str, folder: Path) -> Path:
    """The named file; the parent's when none is named or when the file has gone."""
    name: str | None = getattr(content, key)
    inherited: Path = getattr(parent, key)
    return folder / name if name and (folder / name).is_file() else inherited


def values_of(theme: Theme) -> dict[str, Any]:
    """Every value of a theme, in the shape of a theme file; its mark and hero are left out."""
    values: dict[str, Any] = {
        "name": theme.name,
        "wordmark": theme.wordmark,
        "elevation": theme.elevation,
        "colours": {role.value: theme.colours[role] for role in Role},
    }
    for name, number in theme.numbers.items():
        part, _dot, key = name.partition(".")
        # Weights are whole numbers; elsewhere 18 says the same as 18.0.
        values.setdefault(part, {})[key] = int(number) if float(number).is_integer() else number
    return values


def as_yaml(values: Mapping[str, Any]) -> str:
    """The values as the text of a theme.yaml."""
    return yaml.safe_dump(dict(values), sort_keys=False, allow_unicode=True)
