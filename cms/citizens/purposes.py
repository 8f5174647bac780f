"""The declared purposes of this installation, and which answers stand on which of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cms.citizens.declared import asked_attributes, attributes
from cms.declarations.attributes import Attribute
from cms.declarations.catalogue import PURPOSES, current
from cms.declarations.purpose_file import read_purposes
from cms.declarations.purposes import Purpose


@lru_cache(maxsize=1)
def purposes() -> Mapping[str, Purpose]:
    """Every declared purpose by name, read once a process. Raises DeclarationError."""
    path = current().folder / PURPOSES
    return read_purposes(path, attributes()) if path.exists() else {}


def purpose_of(attribute: Attribute) -> str | None:
    """The purpose whose consent an answer to this attribute stands on; None when on none."""
    found = (name for name, one in purposes().items() if one.covers == attribute.sensitivity)
    return next(found, None)


def attributes_of(purpose: str) -> list[str]:
    """The attributes whose answers stand on consent to this purpose."""
    return [name for name, one in asked_attributes().items() if purpose_of(one) == purpose]
