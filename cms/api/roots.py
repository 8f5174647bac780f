"""The fields of Query that follow from declarations."""

from __future__ import annotations

from typing import Any

import graphene

from cms.api.connections import connection_arguments, connection_type, resolve_connection
from cms.api.items import item_types
from cms.api.page import load
from cms.api.reading import reading_of
from cms.api.rows import rows
from cms.declarations.names import plural
from cms.library.models import Item
from cms.library.registry import item_models


def declared_fields() -> dict[str, graphene.Field]:
    """A list and a single item for each declared type, by field name in snake case."""
    fields: dict[str, graphene.Field] = {}
    for name, model in item_models().items():
        labels = model.declaration.labels.in_language("da")
        fields[plural(name)] = graphene.Field(
            graphene.NonNull(connection_type(name)),
            resolver=resolve_connection(model),
            description=f"{labels.many.capitalize()}.",
            **connection_arguments(name),
        )
        fields[name] = graphene.Field(
            item_types()[name],
            resolver=_resolve_single(model),
            description=f"{labels.one.capitalize()} efter kort navn; null når den ikke findes her.",
            slug=graphene.String(required=True),
        )
    return fields


def _resolve_single(model: type[Item]) -> Any:
    def resolve(_root: Any, info: Any, slug: str) -> Item | None:
        viewer = reading_of(info).viewer
        found = load(rows(model, viewer).filter(slug=slug).order_by("pk")[:1], viewer)
        return found[0] if found else None

    return resolve
