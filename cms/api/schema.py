"""The whole schema, made from the declarations when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import graphene
from django.core.exceptions import ImproperlyConfigured

from cms.api.access import classify
from cms.api.context import context_fields
from cms.api.items import item_types
from cms.api.own_documents import document_mutations
from cms.api.roots import declared_fields
from cms.api.scalars import DateTime
from cms.api.search import search_fields
from cms.capabilities.registry import all_capabilities

Fields = Mapping[str, graphene.Field]


def build_schema() -> graphene.Schema:
    """Query from the declarations, Mutation from the capabilities and the citizen's papers."""
    roots = [context_fields(), search_fields(), declared_fields()]
    query = together("Query", roots)
    # The roots are open to all: what stands below them says for itself whom it is for.
    classify("Query", {name: "public" for part in roots for name in part})
    by_capabilities = [one.graphql_mutations() for one in all_capabilities().values()]
    made = graphene.Schema(
        query=query,
        mutation=together("Mutation", [*by_capabilities, document_mutations()]),
        # Named first: a library's own scalar of the same name would be taken otherwise.
        types=[DateTime, *item_types().values()],
    )
    if made.graphql_schema.type_map["DateTime"].graphene_type is not DateTime:
        raise ImproperlyConfigured("Two scalars are called DateTime; use cms.api.scalars.")
    return made


def together(name: str, parts: Iterable[Fields]) -> Any:
    """An object type of all these fields. Raises ImproperlyConfigured when two share a name."""
    fields: dict[str, graphene.Field] = {}
    for part in parts:
        for key, field in part.items():
            if key in fields:
                raise ImproperlyConfigured(
                    f"GraphQL: two fields of {name} are called {key}. Rename the content type or "
                    "the capability's mutation."
                )
            fields[key] = field
    return type(name, (graphene.ObjectType,), fields)


schema = build_schema()
