"""A list page: what the address asks for, checked; the items, the facets and the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.declarations import ContentType
from cms.library.filters import Chosen, allowed_values, apply_filters, check_filters, facet_counts
from cms.library.labels import language
from cms.library.languages import CONTENT_LANGUAGES
from cms.library.models import Item, Term
from cms.personalisation.feed import personalised
from cms.personalisation.viewer import Viewer

PAGE_SIZE = 12
ALL_PARAMETER = "alt"


@dataclass(frozen=True)
class Listing:
    """What a list page shows."""

    page: Page[Item]
    facets: dict[str, Any]
    pagination: dict[str, Any]


def chosen_filters(query: QueryDict, declaration: ContentType) -> dict[str, list[str]]:
    """The facets in an address, checked. Raises UnknownFilter; other parameters are ignored."""
    chosen = {name: query.getlist(name) for name in declaration.facets if name in query}
    check_filters(declaration, chosen)
    return chosen


def listing(request: HttpRequest, model: type[Item], viewer: Viewer) -> Listing:
    """The list for a viewer. Raises UnknownFilter."""
    declaration = model.declaration
    chosen = chosen_filters(request.GET, declaration)
    shelf = personalised(model.objects.on_shelf_of(viewer.here), viewer)
    found = apply_filters(shelf, declaration, chosen).select_related("owner")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("side"))
    counts = facet_counts(shelf, declaration, chosen)
    return Listing(page, facets(request, declaration, chosen, counts), pagination(request, page))


def pagination(request: HttpRequest, page: Page[Any]) -> dict[str, Any]:
    """Where one is, and the addresses of the neighbours."""
    return {
        "number": page.number,
        "count": page.paginator.num_pages,
        "previous_url": _with(request, "side", page.number - 1) if page.has_previous() else "",
        "next_url": _with(request, "side", page.number + 1) if page.has_next() else "",
    }


def _with(request: HttpRequest, name: str, value: object) -> str:
    query = request.GET.copy()
    query[name] = str(value)
    return f"?{query.urlencode()}"


def facets(
    request: HttpRequest,
    declaration: ContentType,
    chosen: Chosen,
    counts: dict[str, dict[str, int]],
) -> dict[str, Any]:
    """The filter panel: only values that would find something, or that are chosen."""
    groups = [_group(declaration, name, chosen, counts[name]) for name in declaration.facets]
    return {
        "action": request.path,
        "hidden": [{"name": ALL_PARAMETER, "value": "1"}] if ALL_PARAMETER in request.GET else [],
        "groups": [group for group in groups if group["choices"]],
        "active": _active(declaration, chosen),
        "reset_url": request.path,
    }


def _group(
    declaration: ContentType, name: str, chosen: Chosen, counts: dict[str, int]
) -> dict[str, Any]:
    labels = value_labels(declaration, name)
    picked = set(chosen.get(name, ()))
    choices = [
        {"value": value, "label": label, "count": counts.get(value, 0), "checked": value in picked}
        for value, label in labels.items()
        if counts.get(value) or value in picked
    ]
    return {
        "label": declaration.fields[name].label.in_language(language()),
        "name": name,
        "choices": choices,
    }


def value_labels(declaration: ContentType, name: str) -> dict[str, str]:
    """What the values of a facet are called, in the order they are declared."""
    field = declaration.fields[name]
    if field.kind == "choice":
        choices = field.choices or {}
        return {value: text.in_language(language()) for value, text in choices.items()}
    if field.kind == "language":
        return {value: CONTENT_LANGUAGES[value] for value in allowed_values(field)}
    terms = Term.objects.filter(vocabulary=field.vocabulary)
    return {term.slug: term.label(language()) for term in terms}


def _active(declaration: ContentType, chosen: Chosen) -> list[dict[str, str]]:
    active = []
    for name, values in chosen.items():
        labels = value_labels(declaration, name)
        for value in values:
            rest = {
                other: [v for v in picked if (other, v) != (name, value)]
                for other, picked in chosen.items()
            }
            address = f"?{urlencode(rest, doseq=True)}"
            active.append({"label": labels.get(value, value), "remove_url": address})
    return active


def count_text(count: int, declaration: ContentType) -> str:
    """`12 kurser`."""
    names = declaration.labels.in_language(language())
    name = names.one if count == 1 else names.many
    return capfirst(_("%(count)s %(name)s") % {"count": count, "name": name})
