"""A list page: what the address asks for, checked; the items, the facets and the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.databases.said import ALWAYS
from cms.declarations import ContentType
from cms.library.filters import Chosen, Counts, check_filters
from cms.library.labels import language, value_labels
from cms.library.models import Item
from cms.library.specific import on_shelf
from cms.personalisation.viewer import Viewer
from cms.portal.country_map import MAP, VIEW, country_map, views, wants_map
from cms.portal.facets import Facet, panel, picked
from cms.portal.nearby import Nearby, nearby_of
from cms.portal.type_list import TypeList

PAGE_SIZE, MOST_PAGES, LONGEST_NUMBER = 12, 500, 9
ALL_PARAMETER = "alt"


@dataclass(frozen=True)
class Listing:
    """What a list page shows; `map` where it was asked for."""

    page: Page[int]
    items: list[Item]
    facets: dict[str, Any]
    pagination: dict[str, Any]
    views: list[dict[str, Any]]
    map: dict[str, Any] | None


def chosen_filters(query: QueryDict, declaration: ContentType) -> dict[str, list[str]]:
    """The facets in an address, checked. Raises UnknownFilter; other parameters are ignored."""
    chosen = {name: query.getlist(name) for name in declaration.facets if name in query}
    check_filters(declaration, chosen)
    return chosen


def listing(request: HttpRequest, model: type[Item], viewer: Viewer) -> Listing:
    """The list for a viewer. Raises UnknownFilter."""
    declaration = model.declaration
    chosen = chosen_filters(request.GET, declaration)
    nearby = nearby_of(request.GET, model)
    within = nearby.within(model, viewer) if nearby is not None else ALWAYS
    wanted, asked = TypeList(viewer, model, chosen, within), asked_page(request)
    found = wanted.page(asked, PAGE_SIZE)
    page = Paginator(range(found.total), PAGE_SIZE).get_page(request.GET.get("side"))
    keys = found.keys if page.number == asked else wanted.keys(page.number, PAGE_SIZE)
    items = on_shelf({declaration.name: keys}, viewer.here)
    return Listing(
        page,
        [items[key] for key in keys if key in items],
        _facets(request, declaration, chosen, found.counts, nearby),
        pagination(request, page),
        views(request.GET, model),
        country_map(request.GET, wanted) if wants_map(request.GET, model) else None,
    )


def asked_page(request: HttpRequest) -> int:
    """The page that an address asks for, as far as a list may go; the first where it says none."""
    given = request.GET.get("side", "1")[:LONGEST_NUMBER]
    return max(1, min(int(given), MOST_PAGES)) if given.isdecimal() else 1


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


def _facets(
    request: HttpRequest,
    declaration: ContentType,
    chosen: Chosen,
    counts: Counts,
    nearby: Nearby | None,
) -> dict[str, Any]:
    facets = [
        Facet(
            name,
            declaration.fields[name].label.in_language(language()),
            value_labels(declaration.fields[name], language()),
            counts[name],
            chosen.get(name, ()),
        )
        for name in declaration.facets
    ]
    kept = {ALL_PARAMETER: "1"} if ALL_PARAMETER in request.GET else {}
    if request.GET.get(VIEW) == MAP:
        kept[VIEW] = MAP
    if nearby is None:
        return panel(facets, request.path, kept)
    made = panel(facets, request.path, {**kept, **nearby.parameters()})
    return made | _where(made, facets, kept, nearby)


def _where(
    made: dict[str, Any], facets: Sequence[Facet], kept: dict[str, str], nearby: Nearby
) -> dict[str, Any]:
    """The panel's fields for a place, and the place among what is chosen."""
    everywhere = {
        "label": nearby.said(),
        "remove_url": f"?{urlencode([*kept.items(), *picked(facets)])}",
    }
    return {
        "place": nearby.fields(),
        # A mistake is not to be folded away on a phone.
        "open": nearby.is_unknown,
        "hidden": [{"name": name, "value": value} for name, value in kept.items()],
        "active": [*([everywhere] if nearby.place else ()), *made["active"]],
        "reset_url": f"?{urlencode(kept)}" if kept else made["action"],
    }


def count_text(count: int, declaration: ContentType) -> str:
    """`12 kurser`."""
    names = declaration.labels.in_language(language())
    name = names.one if count == 1 else names.many
    return capfirst(_("%(count)s %(name)s") % {"count": count, "name": name})
