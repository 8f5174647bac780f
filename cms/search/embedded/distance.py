"""Distances on the map, and the documents within a circle."""

from __future__ import annotations

import math

import tantivy
from tantivy import FieldType, Query

from cms.search.embedded.clauses import both
from cms.search.query import Near

_EARTH_KILOMETRES = 6371.0
_KILOMETRES_A_DEGREE = 111.0


def kilometres(near: Near, latitude: float, longitude: float) -> float:
    """The distance from the middle of a circle to a point, as the crow flies."""
    north, south = math.radians(near.latitude), math.radians(latitude)
    across = math.radians(longitude - near.longitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * _EARTH_KILOMETRES * math.asin(math.sqrt(min(half, 1.0)))


def within(schema: tantivy.Schema, searcher: tantivy.Searcher, near: Near) -> Query:
    """The documents whose place lies in the circle.

    A box is asked for first; those in its corners are sorted out one by one.
    """
    box = _box(schema, near)
    hits = searcher.search(box, limit=max(searcher.num_docs, 1), count=False).hits
    addresses = [address for _, address in hits]
    inside = [
        number
        for number, north, east in zip(
            searcher.fast_field_values("number", addresses),
            searcher.fast_field_values("latitude", addresses),
            searcher.fast_field_values("longitude", addresses),
            strict=True,
        )
        if number is not None
        and north is not None
        and east is not None
        and kilometres(near, north, east) <= near.kilometres
    ]
    return Query.term_set_query(schema, "number", inside) if inside else Query.empty_query()


def _box(schema: tantivy.Schema, near: Near) -> Query:
    high = near.kilometres / _KILOMETRES_A_DEGREE * 1.02
    narrowest = math.cos(math.radians(min(abs(near.latitude) + high, 89.0)))
    wide = min(high / narrowest, 180.0)
    ranges = (("latitude", near.latitude, high), ("longitude", near.longitude, wide))
    return both(
        [
            Query.range_query(schema, name, FieldType.Float, middle - reach, middle + reach)
            for name, middle, reach in ranges
        ]
    )
