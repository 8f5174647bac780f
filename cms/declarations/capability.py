"""What a capability says of itself: its name for people, what it may be told, what it needs.

`cms/capabilities/<name>/about.yaml` is read here, so that `content check` can judge a type without
starting the engine, and the editors' completion knows the options.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from cms.declarations.model import ContentType, Kind, Name, Strict, Text

OptionValue = str | int | float | bool | None
OptionKind = Literal["field", "number", "choice", "yes_no"]


class Option(Strict):
    """One thing that a type may say about a capability.

    An option of kind `field` names a field of the type, of one of the kinds in `of`. Left out, it
    is the type's only such field; a type with several must say which.
    """

    kind: OptionKind
    help: str = Field(min_length=1, description="What it decides, in English, for modellers")
    of: list[Kind] = Field(default_factory=list, description="Which kinds of field it may name")
    choices: list[Name] = Field(default_factory=list)
    min: float | None = None
    max: float | None = None
    default: OptionValue = None
    required: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Option:
        if (self.kind == "field") != bool(self.of):
            raise ValueError("`of` goes with the kind field, and that kind needs it")
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("`choices` go with the kind choice, and that kind needs them")
        if self.choices and self.default not in self.choices:
            raise ValueError("`default` must be one of the choices")
        return self


class Need(Strict):
    """Another capability that the type must name, too: one of several."""

    one_of: list[Name] = Field(min_length=1)
    because: str = Field(min_length=1, description="Why, in English, for modellers")


class AboutCapability(Strict):
    """A capability as modellers meet it."""

    labels: Text
    purpose: Text
    needs: list[Need] = Field(default_factory=list)
    options: dict[Name, Option] = Field(default_factory=dict)


def chosen_options(about: AboutCapability, declared: ContentType, name: str) -> dict[str, Any]:
    """Every option of the capability `name` as the type has it, by its name.

    What isn't said has its default; a field that isn't named is the only one it can be, or None.
    """
    said = declared.capabilities.get(name, {})
    return {
        key: said[key] if said.get(key) is not None else _default(option, declared)
        for key, option in about.options.items()
    }


def _default(option: Option, declared: ContentType) -> OptionValue:
    if option.kind != "field":
        return option.default
    possible = list(declared.fields_of(*option.of))
    return possible[0] if len(possible) == 1 else None
