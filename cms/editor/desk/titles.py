"""Items of all types with their titles, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, When
from django.urls import reverse

from cms.library.labels import language
from cms.library.models import Item
from cms.library.registry import item_model, item_models


@dataclass(frozen=True)
class Line:
    """One item in a list: what it is called, what it is, why it stands here, and its address."""

    title: str
    kind: str
    note: str
    address: str


def titled(items: QuerySet[Item]) -> QuerySet[Item]:
    """The items with `title`: every type's own title field."""
    titles = [
        When(type_name=type_name, then=Subquery(_titles_of(model)))
        for type_name, model in item_models().items()
    ]
    found: QuerySet[Item] = items.annotate(
        title=Case(*titles, default=F("slug"), output_field=CharField())
    )
    return found


def _titles_of(model: type[Item]) -> QuerySet[Item, Any]:
    rows = model.objects.everything("the query around it says which items are seen")
    return rows.filter(pk=OuterRef("pk")).values(model.declaration.title_field)[:1]


def kind_of(type_name: str) -> str:
    """The type as one says it: "Aktivitet"."""
    declaration = item_model(type_name).declaration
    return declaration.labels.in_language(language()).one.capitalize()


def form_of(type_name: str, key: int) -> str:
    """The address of an item's form."""
    viewset = item_model(type_name).snippet_viewset
    return reverse(viewset.get_url_name("edit"), args=[key])
