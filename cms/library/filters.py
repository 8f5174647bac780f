"""Filtering lists by declared facets, with counts over all other filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet

from cms.databases.said import Said, all_of, one_of
from cms.declarations import ContentType, did_you_mean
from cms.library.conditions import marked_in
from cms.library.labels import value_labels
from cms.library.models import ItemTerm

Chosen = Mapping[str, Sequence[str]]
Counts = Mapping[str, Mapping[str, int]]


class UnknownFilter(ValueError):
    """A filter names a field or a value that isn't there. `place` is `field` or `field=value`."""

    def __init__(self, place: str, proposal: str) -> None:
        """Keep place and way out."""
        self.place, self.proposal = place, proposal
        super().__init__(f"unknown filter {place}; {proposal}")


def check_filters(declaration: ContentType, chosen: Chosen) -> None:
    """Raises UnknownFilter for the first field or value that isn't there."""
    for name, values in chosen.items():
        if name not in declaration.facets:
            raise UnknownFilter(name, did_you_mean(name, declaration.facets))
        allowed = value_labels(declaration.fields[name], "da") if values else {}
        for value in values:
            if value not in allowed:
                raise UnknownFilter(f"{name}={value}", did_you_mean(value, allowed))


def filtering(declaration: ContentType, chosen: Chosen, *, without: str = "") -> Said:
    """Items that have one of the chosen values in each field; `without` leaves one field out."""
    return all_of(
        _condition(declaration, name, values)
        for name, values in chosen.items()
        if values and name != without
    )


def _condition(declaration: ContentType, name: str, values: Sequence[str]) -> Said:
    is_terms = declaration.fields[name].kind == "terms"
    return marked_in(name, values) if is_terms else one_of(name, values)


def value_counts(queryset: QuerySet[Any], declaration: ContentType, name: str) -> Any:
    """Each value of a field, and how many items have it."""
    plain = queryset.order_by()
    if declaration.fields[name].kind == "terms":
        marks = ItemTerm.objects.filter(field=name, item_id__in=plain.values("pk")).order_by()
        return marks.values_list("term__slug").annotate(Count("item_id"))
    return plain.values_list(name).annotate(Count("pk"))
