"""A rule word that says a citizen has to do with one item, or with anything of a type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, Model, OuterRef

from cms.capabilities.base import Word

Pairs = frozenset[tuple[str, str]]


def item_word(
    name: str, model: type[Model], labels: Mapping[str, str], **conditions: object
) -> Word:
    """The word of a model whose rows join a `citizen` and an `item`; `conditions` narrow them."""
    rows = model._default_manager.filter(**conditions).order_by()

    def gather(citizen: Any) -> Pairs:
        own = rows.filter(citizen=citizen)
        return frozenset(own.values_list("item__type_name", "item__slug"))

    def holds(pairs: Pairs, arguments: Mapping[str, str]) -> bool:
        wanted, wanted_slug = arguments["type"], arguments.get("slug")
        return any(found == wanted and wanted_slug in (None, slug) for found, slug in pairs)

    def exists(arguments: Mapping[str, str]) -> Exists:
        own = rows.filter(citizen_id=OuterRef("pk"), item__type_name=arguments["type"])
        slug = arguments.get("slug")
        return Exists(own.filter(item__slug=slug) if slug else own)

    return Word(
        name=name,
        arguments={"type": True, "slug": False},
        gather=gather,
        holds=holds,
        exists=exists,
        labels=labels,
    )
