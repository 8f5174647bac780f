"""The declared kinds of events of this installation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cms.declarations import yaml_file
from cms.declarations.catalogue import EVENTS, current
from cms.declarations.events import EventFile, EventKind
from cms.declarations.problems import did_you_mean


class UnknownKind(ValueError):
    """An event of a kind that isn't declared."""

    def __init__(self, kind: str) -> None:
        fix = did_you_mean(kind, kinds())
        super().__init__(f"There is no event {kind} in citizens/events.yaml: {fix}")


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, EventKind]:
    """Every declared kind by name, read once a process. Raises DeclarationError."""
    path = current().folder / EVENTS
    return yaml_file.read(path, EventFile).events if path.exists() else {}


def kind_of(name: str) -> EventKind:
    """One kind. Raises UnknownKind."""
    if name not in kinds():
        raise UnknownKind(name)
    return kinds()[name]
