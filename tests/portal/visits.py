"""Visiting municipalities' portals, and what isn't theirs to show."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from typing import Any

from django.test import Client

from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.municipalities.models import Municipality


def visit(municipality: str, path: str, **query: str) -> Any:
    """A page as a visitor gets it."""
    return Client(headers={"host": f"{municipality}.localhost"}).get(path, query)


def paths_of(municipality: str) -> tuple[set[str], set[str]]:
    """The addresses of the items on a shelf, and of all the others."""
    owner = Municipality.objects.get(slug=municipality)
    paths = {name: model.declaration.settings.path for name, model in item_models().items()}
    own = set(Item.objects.on_shelf_of(owner).values_list("type_name", "slug"))
    with everything("test"):
        every = set(Item.objects.values_list("type_name", "slug"))
    return (
        {f"/{paths[name]}/{slug}/" for name, slug in own},
        {f"/{paths[name]}/{slug}/" for name, slug in every - own},
    )


def type_paths() -> list[str]:
    """The path of each declared type."""
    return [model.declaration.settings.path for model in item_models().values()]


def parsed(answer: Any) -> ElementTree.Element:
    """What was answered, read as the XML that it says it is."""
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
