"""Who may read a field: everyone, a logged-in citizen, or an editor of the item's owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from cms.api.errors import FORBIDDEN, LOGIN_REQUIRED, api_error
from cms.capabilities.registry import all_capabilities
from cms.library.models import Item
from cms.library.registry import models_with
from cms.municipalities.actions import Action
from cms.municipalities.roles import may, owner_ids

Resolver = Callable[..., Any]


def guarded(access: str, resolver: Resolver) -> Resolver:
    """The resolver behind its check; a public one as it is."""
    if access == "public":
        return resolver

    @wraps(resolver)
    def check_first(root: Any, info: Any, **arguments: Any) -> Any:
        check_access(access, root, info)
        return resolver(root, info, **arguments)

    return check_first


def check_access(access: str, root: Any, info: Any) -> None:
    """Raises a GraphQLError that says who may read the field."""
    if is_editor(root, info) or (access == "citizen" and has_citizen(info)):
        return
    if access == "citizen":
        raise api_error(LOGIN_REQUIRED, f"{info.field_name} is for citizens. Log in first.")
    raise api_error(FORBIDDEN, f"{info.field_name} is for the owner's editors. Leave it out.")


def has_citizen(info: Any) -> bool:
    """Whether a citizen is logged in."""
    return getattr(info.context, "citizen", None) is not None


def is_editor(root: Any, info: Any) -> bool:
    """Whether the user edits what the item's owner owns; elsewhere, whether an editor at all."""
    user = getattr(info.context, "user", None) or AnonymousUser()
    if isinstance(root, Item):
        return may(user, Action.READ, root.owner_id)
    return bool(getattr(user, "is_superuser", False) or owner_ids(user, Action.READ))


# --- Who may read what, for the whole schema -------------------------------------------------

_classes: dict[str, str] = {}


def classify(type_name: str, fields: Mapping[str, str]) -> None:
    """Remember who may read fields of a type; names in snake case."""
    for name, access in fields.items():
        _classes[f"{type_name}.{to_camel_case(name)}"] = access


def class_of(name: str) -> str | None:
    """Who may read `Type.field`; None for a field that nobody has classified."""
    return _classes.get(name) or _of_capabilities().get(name) or _of_whole_type(name)


def classes(schema: GraphQLSchema) -> dict[str, str | None]:
    """Every field of every object type and interface, and who may read it."""
    return {
        f"{type_name}.{field}": class_of(f"{type_name}.{field}")
        for type_name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        and not type_name.startswith("__")
        for field in type_.fields
    }


def _of_whole_type(name: str) -> str | None:
    return _of_capabilities().get(name.partition(".")[0])


@lru_cache(maxsize=1)
def _of_capabilities() -> dict[str, str]:
    """What capabilities say of their fields, mutations and types."""
    found: dict[str, str] = {}
    for capability in all_capabilities().values():
        for name in capability.graphql_mutations():
            access = capability.graphql_access.get(name)
            if access:
                found[f"Mutation.{to_camel_case(name)}"] = access
        found |= {n: a for n, a in capability.graphql_access.items() if n[:1].isupper()}
        for model in models_with(capability.name):
            for name in capability.graphql_fields():
                access = capability.graphql_access.get(name)
                if access:
                    found[f"{model.declaration.class_name}.{to_camel_case(name)}"] = access
    return found
