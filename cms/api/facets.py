"""Facets: how many items each value of a field would leave."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import graphene
from django.db.models import Count, Exists, OuterRef, QuerySet

from cms.api.listing import Listing
from cms.api.objects import list_of
from cms.api.output import Output, Outputs, object_type
from cms.declarations import ContentType
from cms.declarations.names import pascal
from cms.library.labels import value_labels
from cms.library.models import ItemTerm
from cms.library.registry import item_model


def _plain(name: str, type_: Any, description: str) -> Output:
    return Output(type_, lambda root, _info: root[name], None, description, required=True)


FACET_VALUE: Outputs = {
    "value": _plain("value", graphene.String, "The value, as filters take it."),
    "label": _plain("label", graphene.String, "The value in the reader's language."),
    "count": _plain("count", graphene.Int, "Items with the value, the field's own filter aside."),
}
FacetValue = object_type("FacetValue", FACET_VALUE, "A value of a facet, and how often it is met.")
FACET: Outputs = {
    "field": _plain("field", graphene.String, "The declared field."),
    "label": _plain("label", graphene.String, "What it is called, in the reader's language."),
    "values": Output(
        list_of(FacetValue),
        lambda root, _info: root["values"],
        None,
        "Most frequent first; values that nothing has are left out.",
        required=True,
    ),
}
Facet = object_type("Facet", FACET, "Counts of a field's values.")


@lru_cache
def facet_enum(type_name: str) -> Any:
    """The facets of a declared type, or None when it has none."""
    names = public_facets(item_model(type_name).declaration)
    if not names:
        return None
    return graphene.Enum(
        f"{pascal(type_name)}Facet",
        [(name.upper(), name) for name in names],
        description="Fields to count by.",
    )


def public_facets(declaration: ContentType) -> list[str]:
    """The facets that everyone may count by."""
    return [name for name in declaration.facets if declaration.fields[name].access == "public"]


def facet_of(listing: Listing, name: str, language: str) -> dict[str, Any]:
    """One facet's counts."""
    declaration = listing.model.declaration
    field = declaration.fields[name]
    column = facet_column(listing, name)
    labels = value_labels(field, language)
    values = [
        {"value": spelt(field.kind, value), "label": labels[value], "count": count}
        for value, count in facet_rows(listing, name).values_list(column, "_count")
        if value in labels
    ]
    return {"field": name, "label": field.label.in_language(language), "values": values}


def spelt(kind: str, value: str) -> str:
    """A value as the filter takes it: enums in capitals."""
    return value if kind == "terms" else value.upper()


def facet_column(listing: Listing, name: str) -> str:
    """The column of `facet_rows` that holds the value."""
    return "term__slug" if listing.model.declaration.fields[name].kind == "terms" else name


def facet_rows(listing: Listing, name: str) -> QuerySet[Any]:
    """A facet's values and counts, most frequent first."""
    if listing.model.declaration.fields[name].kind != "terms":
        counted: QuerySet[Any] = listing.without(name).values(name)
        counted = counted.annotate(_count=Count("pk"))
        return counted.order_by("-_count", name)
    items = listing.without(name).filter(pk=OuterRef("item_id"))
    marks = ItemTerm.objects.filter(Exists(items), field=name)
    values: QuerySet[Any] = marks.values("term__slug").annotate(_count=Count("pk"))
    return values.order_by("-_count", "term__slug")
