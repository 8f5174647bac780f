"""More like this: what a viewer may meet that is most like one item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cms.personalisation.viewer import Viewer
from cms.search.document import item_key
from cms.search.personal import query_for, spoken
from cms.search.query import SearchQuery
from cms.search.result import Hit

Similar = Callable[[str, SearchQuery], tuple[Hit, ...]]


def similar_for(
    viewer: Viewer, type_name: str, item_id: int, size: int, ask: Similar
) -> tuple[Hit, ...]:
    """At most `size` items, best first; what the viewer can read comes higher."""
    query = query_for(viewer, "", size=size)
    query = replace(query, boosts=(*spoken(viewer.language), *query.boosts), facets=())
    return ask(item_key(type_name, item_id), query)
