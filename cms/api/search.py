"""Search and suggestions in GraphQL: the same question and answer as everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import graphene
from django.utils.translation import gettext as _

from cms.api.errors import bad_value
from cms.api.facets import Facet
from cms.api.filters import Near
from cms.api.items import ItemInterface
from cms.api.mixed import ItemTypeName, Place, read_keys, type_names
from cms.api.objects import list_of
from cms.api.output import Output, Outputs, object_type
from cms.api.paging import FIRST, check_first
from cms.api.reading import reading_of
from cms.declarations import did_you_mean
from cms.library.labels import value_labels
from cms.library.registry import declarations
from cms.personalisation.viewer import Viewer
from cms.search import services
from cms.search.errors import QueryError
from cms.search.query import SORTS
from cms.search.query import Near as Circle
from cms.search.result import Hit, SearchResult, Suggestion

TYPE = "type"
SearchSort: Any = graphene.Enum(
    "SearchSort",
    [(name.upper(), name) for name in SORTS],
    description="NEAREST needs `near`.",
)


class SearchFilter(graphene.InputObjectType):
    """Keeps items that have one of the values in a field; fields are said together."""

    field = graphene.String(required=True, description="A facet, as in `facets`.")
    values = graphene.List(graphene.NonNull(graphene.String), required=True)


Read = Callable[[Iterable[Place]], Mapping[Place, Any]]


@dataclass
class Found:
    """The engine's answer, and the items it points at, as `read` gives them."""

    result: SearchResult
    read: Read

    @cached_property
    def hits(self) -> list[tuple[Hit, Any]]:
        """Hits whose item still stands on the shelf."""
        return on_the_shelf(self.result.hits, self.read)


Pointing = TypeVar("Pointing", Hit, Suggestion)


def on_the_shelf(hits: Sequence[Pointing], read: Read) -> list[tuple[Pointing, Any]]:
    """What was found beside its item, as far as that stands on the shelf."""
    items = read([(hit.type, hit.item_id) for hit in hits])
    places = [(hit, (hit.type, hit.item_id)) for hit in hits]
    return [(hit, items[place]) for hit, place in places if place in items]


HIT: Outputs = {
    "item": Output(ItemInterface, lambda pair, _info: pair[1], required=True, description="It."),
    "title_html": Output(
        graphene.String,
        lambda pair, _info: pair[0].title_snippet,
        required=True,
        description="The title as safe HTML, the words found in <mark>.",
    ),
    "snippet_html": Output(
        graphene.String,
        lambda pair, _info: pair[0].snippet,
        required=True,
        description="Where the words stand, as safe HTML.",
    ),
    "recommended": Output(
        graphene.Boolean,
        lambda pair, _info: pair[0].recommended,
        required=True,
        description="Whether editors chose it for these words.",
    ),
    "score": Output(
        graphene.Float,
        lambda pair, _info: pair[0].score,
        required=True,
        description="For sorting; means nothing by itself.",
    ),
}
SearchHit = object_type("SearchHit", HIT, "An item found, and where.")

SEARCH: Outputs = {
    "hits": Output(
        list_of(SearchHit), lambda found, _info: found.hits, required=True, description="In order."
    ),
    "nodes": Output(
        list_of(ItemInterface),
        lambda found, _info: [item for _hit, item in found.hits],
        required=True,
        description="The items alone.",
    ),
    "total_count": Output(
        graphene.Int,
        lambda found, _info: found.result.total,
        required=True,
        description="All hits, not only this page's.",
    ),
    "facets": Output(
        list_of(Facet),
        lambda found, info: list(told_facets(found.result, reading_of(info).language)),
        required=True,
        description="The type, and the fields asked for.",
    ),
    "suggestion": Output(
        graphene.String,
        lambda found, _info: found.result.suggestion or None,
        description="What was perhaps meant.",
    ),
    "matched": Output(
        graphene.String,
        lambda found, _info: found.result.matched.value,
        required=True,
        description="all, similar or some: how far the words had to be stretched.",
    ),
}
SearchAnswer = object_type("SearchAnswer", SEARCH, "What was found.")

SUGGESTION: Outputs = {
    "text": Output(
        graphene.String, lambda pair, _info: pair[0].text, required=True, description="A title."
    ),
    "item": Output(ItemInterface, lambda pair, _info: pair[1], required=True, description="It."),
}
SuggestionType = object_type("Suggestion", SUGGESTION, "A title that begins like the words.")


def known_facets() -> dict[str, list[str]]:
    """The public facets of all types, and the types that have them."""
    found: dict[str, list[str]] = {}
    for name, declaration in declarations().items():
        for facet in declaration.facets:
            if declaration.fields[facet].access == "public":
                found.setdefault(facet, []).append(name)
    return found


def told_facets(result: SearchResult, language: str) -> Iterable[dict[str, Any]]:
    """The engine's counts with labels."""
    for name, counted in result.facets.items():
        labels = labels_of(name, language)
        values = [
            {"value": value, "label": labels.get(value, value), "count": count}
            for value, count in counted
        ]
        yield {"field": name, "label": label_of(name, language), "values": values}


def labels_of(facet: str, language: str) -> Mapping[str, str]:
    """What a facet's values are called, in all types that have it."""
    if facet == TYPE:
        return {n: d.labels.in_language(language).many for n, d in declarations().items()}
    labels: dict[str, str] = {}
    for type_name in known_facets().get(facet, ()):
        labels |= value_labels(declarations()[type_name].fields[facet], language)
    return labels


def label_of(facet: str, language: str) -> str:
    """What a facet is called."""
    if facet == TYPE:
        return _("Slags")
    types = known_facets().get(facet)
    return declarations()[types[0]].fields[facet].label.in_language(language) if types else facet


def check_facet(name: str, place: str) -> str:
    """A facet that there is. Raises GraphQLError with a proposal."""
    if name != TYPE and name not in known_facets():
        raise bad_value(
            place, f"there is no facet {name!r};", did_you_mean(name, [TYPE, *known_facets()])
        )
    return name


def resolve_search(_root: Any, info: Any, **given: Any) -> Found:
    """Ask the engine, as the executor does."""
    viewer = reading_of(info).viewer
    return Found(search_for(viewer, given), lambda places: read_keys(places, viewer))


def search_for(viewer: Viewer, given: Mapping[str, Any]) -> SearchResult:
    """Ask the engine. Raises GraphQLError, with place and way out, for what it refuses."""
    near = given.get("near")
    filters: dict[str, list[str]] = {}
    for part in given.get("filter") or ():
        filters.setdefault(check_facet(part["field"], "filter"), []).extend(part["values"])
    try:
        query = services.query_for(
            viewer,
            given.get("words") or "",
            types=[*type_names(given.get("types")), *filters.pop(TYPE, ())],
            filters=filters,
            near=Circle(near["latitude"], near["longitude"], near["kilometres"]) if near else None,
            facets=[check_facet(name, "facets") for name in given.get("facets") or ()],
            sort=getattr(given.get("sort"), "value", None) or SORTS[0],
            page=given.get("page") or 1,
            size=max(1, check_first(given.get("first") or FIRST)),
        )
    except QueryError as error:
        raise bad_value(error.field, error.problem, error.way_out) from error
    return services.search_for(viewer, query)


def resolve_suggest(_root: Any, info: Any, words: str) -> list[tuple[Suggestion, Any]]:
    """Titles that begin like the words, as far as their items stand on the shelf."""
    viewer = reading_of(info).viewer
    return on_the_shelf(
        services.suggest_for(viewer, words), lambda places: read_keys(places, viewer)
    )


def search_fields() -> dict[str, graphene.Field]:
    """Query's fields for searching."""
    return {
        "search": graphene.Field(
            graphene.NonNull(SearchAnswer),
            resolver=resolve_search,
            description="Søg på tværs af alt indhold.",
            words=graphene.String(default_value=""),
            types=graphene.List(graphene.NonNull(ItemTypeName)),
            filter=graphene.List(graphene.NonNull(SearchFilter)),
            near=Near(),
            facets=graphene.List(graphene.NonNull(graphene.String)),
            sort=SearchSort(default_value=SORTS[0]),
            first=graphene.Int(default_value=FIRST),
            page=graphene.Int(default_value=1, description="From 1."),
        ),
        "suggest": graphene.Field(
            graphene.NonNull(list_of(SuggestionType)),
            resolver=resolve_suggest,
            description="Titler der begynder som det man skriver.",
            words=graphene.String(required=True),
        ),
    }
