"""The declared journeys of this installation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cms.declarations.catalogue import current
from cms.declarations.journey import Journey
from cms.declarations.journey_file import JOURNEYS, read_journeys
from cms.pushes.declared import kinds


@lru_cache(maxsize=1)
def journeys() -> Mapping[str, Journey]:
    """Every declared journey by name, read once a process. Raises DeclarationError."""
    return read_journeys(current().folder / JOURNEYS, kinds())
