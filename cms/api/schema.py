"""The whole schema, made from the declarations when it is first asked for."""

from __future__ import annotations

import graphene

from cms.api.items import item_types
from cms.api.roots import declared_fields
from cms.capabilities.registry import all_capabilities


def build_schema() -> graphene.Schema:
    """Query from the declarations, Mutation from the capabilities."""
    query = type("Query", (graphene.ObjectType,), declared_fields())
    mutations = {
        name: field
        for capability in all_capabilities().values()
        for name, field in capability.graphql_mutations().items()
    }
    mutation = type("Mutation", (graphene.ObjectType,), mutations) if mutations else None
    return graphene.Schema(query=query, mutation=mutation, types=list(item_types().values()))


schema = build_schema()
