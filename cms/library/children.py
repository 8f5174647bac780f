"""Rows that belong to an item because of what its type can do: those of others are left alone."""

from __future__ import annotations

from functools import cache
from typing import Any, Self

from django.db.models import Model
from modelcluster.models import ClusterableModel, get_all_child_relations

from cms.declarations.capability_file import all_about


@cache
def not_named(model: Any) -> dict[str, type[Model]]:
    """Relations of capabilities that the type doesn't name, and the models they lead to.

    They hang on every item; one of this type has no rows there that anything shows or changes.
    """
    if not hasattr(model, "declaration"):
        return {}
    others = all_about().keys() - set(model.declaration.capabilities)
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
        if relation.related_model._meta.app_label in others
    }


def ask_nothing_of(item: Any) -> None:
    """Have the item know without asking that there is nothing in relations that aren't named."""
    item.__dict__.setdefault("_prefetched_objects_cache", {}).update(_nothing(item.__class__))


@cache
def _nothing(model: Any) -> dict[str, Any]:
    return {name: child._default_manager.none() for name, child in not_named(model).items()}


class NamedChildren(ClusterableModel):
    """Keeps in its revisions only what its type can do."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """As it stands, and without asking for what belongs to capabilities that aren't named."""
        item: Self = super().from_db(*args, **kwargs)
        ask_nothing_of(item)
        return item

    def serializable_data(self) -> dict[str, Any]:
        """Without what belongs to capabilities that aren't named."""
        ask_nothing_of(self)
        model: Any = type(self)
        left_out, data = not_named(model), super().serializable_data()
        return {name: value for name, value in data.items() if name not in left_out}
