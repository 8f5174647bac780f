"""The shape of variables: all of them that decides the SQL, and room for the rest."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from enum import Enum
from typing import Any, cast

from cms.api.compiled.parameters import Parameter, Path


def shape(value: Any) -> Hashable:
    """What a plan depends on: keys, lengths, nulls, booleans and enums, but no other values."""
    # Every question comes through here: a class is asked for at a tenth of what a protocol costs.
    if isinstance(value, dict):
        return tuple((key, shape(part)) for key, part in value.items())
    if isinstance(value, list):
        return ("list", *(shape(part) for part in value))
    if value is None or isinstance(value, bool | Enum):
        return value
    return cast(Hashable, type(value))


def with_room(value: Any, path: Path) -> Any:
    """The same structure with parameters in the places of its values."""
    if isinstance(value, Mapping):
        return {key: with_room(part, (*path, key)) for key, part in value.items()}
    if isinstance(value, list):
        return [with_room(part, (*path, index)) for index, part in enumerate(value)]
    if value is None or isinstance(value, bool | Enum):
        return value
    return Parameter(path)
