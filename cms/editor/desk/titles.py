"""How an item stands in a list of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from cms.library.labels import language
from cms.library.registry import item_model


@dataclass(frozen=True)
class Line:
    """One item in a list: what it is called, what it is, why it stands here, and its address."""

    title: str
    kind: str
    note: str
    address: str


def kind_of(type_name: str) -> str:
    """The type as one says it: "Aktivitet"."""
    declaration = item_model(type_name).declaration
    return declaration.labels.in_language(language()).one.capitalize()


def form_of(type_name: str, key: int) -> str:
    """The address of an item's form."""
    viewset = item_model(type_name).snippet_viewset
    return reverse(viewset.get_url_name("edit"), args=[key])
