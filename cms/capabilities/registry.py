"""Which capabilities there are: every app below `cms.capabilities` brings one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

from django.apps import apps

from cms.capabilities.base import Capability
from cms.library.models import Item

PACKAGE = "cms.capabilities."


@lru_cache(maxsize=1)
def all_capabilities() -> dict[str, Capability]:
    """Every capability by name."""
    found = (
        import_module(f"{config.name}.capability").CAPABILITY
        for config in apps.get_app_configs()
        if config.name.startswith(PACKAGE)
    )
    return {capability.name: capability for capability in found}


def capabilities_of(model: type[Item]) -> Sequence[Capability]:
    """The capabilities that a type names, in the declaration's order."""
    return [all_capabilities()[name] for name in model.declaration.capabilities]
