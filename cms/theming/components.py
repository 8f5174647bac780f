"""The design system's components as `components.yaml` tells of them: what for, in which states."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from cms.theming.model import Strict
from cms.theming.reading import ROOT_THEME, THEMES_FOLDER

FILE = Path(ROOT_THEME) / "components.yaml"
SOURCE_LANGUAGE = "da"
# A text in each language, by code.
Words = dict[str, str]


class FieldSample(Strict):
    """A field of a form, which no plain values can stand for."""

    label: Words
    help: Words
    error: Words | None = None


class State(Strict):
    """One state: what its template is given."""

    label: Words
    values: dict[str, Any] = Field(default_factory=dict, alias="with")
    form: FieldSample | None = None


class Component(Strict):
    """A template below `components/`, what it is for, and its states."""

    name: str
    purpose: Words
    states: list[State] = Field(min_length=1)

    @property
    def template(self) -> str:
        """The name by which it is included."""
        return f"components/{self.name}.html"


class DesignSystem(Strict):
    """All components: those with states, and those that are seen elsewhere."""

    texts: dict[str, Words]
    components: list[Component]
    in_the_frame: list[str]
    with_data: list[str]


def read_components(folder: Path = THEMES_FOLDER) -> DesignSystem:
    """What the file says. Raises pydantic's ValidationError naming the place."""
    return DesignSystem.model_validate(yaml.safe_load((folder / FILE).read_text(encoding="utf-8")))


def in_language(value: Any, language: str) -> Any:
    """The values with every text of theirs in one language, Danish where it is missing."""
    if isinstance(value, dict):
        if SOURCE_LANGUAGE in value:
            return value.get(language) or value[SOURCE_LANGUAGE]
        return {key: in_language(inner, language) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_language(inner, language) for inner in value]
    return value
