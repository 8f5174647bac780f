"""Which types there are. Engine code asks here instead of naming one."""

from __future__ import annotations

from functools import lru_cache

from django.apps import apps

from cms.declarations import ContentType, did_you_mean
from cms.library.columns import APP_LABEL
from cms.library.models import Item


class UnknownType(LookupError):
    """No declared type has that name."""


@lru_cache(maxsize=1)
def item_models() -> dict[str, type[Item]]:
    """The models of all declared types by type name, in the names' order."""
    return {
        model.declaration.name: model
        for model in apps.get_app_config(APP_LABEL).get_models()
        if issubclass(model, Item)
    }


def item_model(type_name: str) -> type[Item]:
    """The model of one type. Raises UnknownType with a proposal."""
    try:
        return item_models()[type_name]
    except KeyError:
        proposal = did_you_mean(type_name, item_models())
        raise UnknownType(f"There is no content type {type_name!r}; {proposal}") from None


def declarations() -> dict[str, ContentType]:
    """The declarations of all types by name."""
    return {name: model.declaration for name, model in item_models().items()}


def models_with(capability: str) -> list[type[Item]]:
    """The models of the types that name a capability."""
    return [m for m in item_models().values() if capability in m.declaration.capabilities]
