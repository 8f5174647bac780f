"""Filtering lists by declared facets, with counts over all other filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cms.databases.one_statement import ask_together
from cms.declarations import ContentType, did_you_mean
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


def apply_filters(
    queryset: QuerySet[Any], declaration: ContentType, chosen: Chosen, *, without: str = ""
) -> QuerySet[Any]:
    """Items that have one of the chosen values in each field; `without` leaves one field out."""
    for name, values in chosen.items():
        if values and name != without:
            queryset = queryset.filter(_condition(declaration, name, values))
    return queryset


def _condition(declaration: ContentType, name: str, values: Sequence[str]) -> Q | Exists:
    if declaration.fields[name].kind != "terms":
        return Q(**{f"{name}__in": values})
    marks = ItemTerm.objects.filter(item_id=OuterRef("pk"), field=name, term__slug__in=values)
    return Exists(marks)


def facet_counts(
    queryset: QuerySet[Any], declaration: ContentType, chosen: Chosen
) -> dict[str, dict[str, int]]:
    """For each facet, how many items each value would give under the other filters."""
    names = declaration.facets
    questions = [
        _counts(apply_filters(queryset, declaration, chosen, without=name), declaration, name)
        for name in names
    ]
    return {
        name: {value: count for value, count in rows if value}
        for name, rows in zip(names, ask_together(questions), strict=True)
    }


def _counts(queryset: QuerySet[Any], declaration: ContentType, name: str) -> Any:
    """Each value, and how many items have it."""
    plain = queryset.order_by()
    if declaration.fields[name].kind == "terms":
        marks = ItemTerm.objects.filter(field=name, item_id__in=plain.values("pk")).order_by()
        return marks.values_list("term__slug").annotate(Count("item_id"))
    return plain.values_list(name).annotate(Count("pk"))
