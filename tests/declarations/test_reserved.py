"""The list of reserved names is held against what the engine really has."""

from __future__ import annotations

import re

from django.urls import URLPattern

from cms.capabilities.registry import all_capabilities
from cms.declarations.reserved import RESERVED_FIELD_NAMES, RESERVED_PATHS
from cms.library.models import Item
from cms.library.registry import item_models
from cms.portal.rooms import ROOMS

DECLARABLE = re.compile(r"[a-z][a-z0-9_]*")


def test_every_attribute_of_an_item_is_reserved() -> None:
    names = {name for name in dir(Item) if DECLARABLE.fullmatch(name)}
    names |= {field.name for field in Item._meta.get_fields()}
    assert {name for name in names if DECLARABLE.fullmatch(name)} <= RESERVED_FIELD_NAMES


def test_what_capabilities_add_to_the_api_is_reserved() -> None:
    for capability in all_capabilities().values():
        assert set(capability.graphql_fields()) <= RESERVED_FIELD_NAMES


def test_the_portals_own_paths_are_reserved() -> None:
    from cms.urls import urlpatterns

    first = set()
    for pattern in urlpatterns:
        nested = pattern.url_patterns if str(pattern.pattern) == "" else [pattern]
        first |= {str(one.pattern).split("/")[0] for one in nested if isinstance(one, URLPattern)}
    first |= {room.path for room in ROOMS}
    words = {word for word in first if re.fullmatch(r"[a-z0-9-]+", word)}
    assert words <= RESERVED_PATHS


def test_no_declared_field_has_a_reserved_name() -> None:
    for model in item_models().values():
        assert not RESERVED_FIELD_NAMES & model.declaration.fields.keys()
