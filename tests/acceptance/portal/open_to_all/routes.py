"""The portal's routes as the URL configuration says them, and which case an address is of.

A route is a pattern as it is written (`min-plan/aktivitet/<int:key>/`). One route may show quite
different pages: a room of each name, an item of each type, a question of each kind. Each is a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import Resolver404, URLPattern, URLResolver, resolve

from cms import urls
from cms.citizens import going_on_urls
from cms.citizens.declared import asked_attributes

# What makes a page another one; an item's name or somebody's secret word doesn't.
TELLING = ("path", "capability", "rest", "kind", "key")


def portal_routes() -> frozenset[str]:
    """Every route within a municipality's portal."""
    return frozenset(_written([*urls.portal, *going_on_urls.urlpatterns]))


def _written(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _written(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern)


def route_of(path: str) -> str:
    """The route that an address is answered by; empty where it isn't the portal's."""
    try:
        route = resolve(path, "cms.urls").route
    except Resolver404:
        return ""
    return route if route in portal_routes() else ""


def case_of(path: str) -> str:
    """The name of what the address shows, alike for all that look alike; empty for none of ours."""
    route = route_of(path)
    if not route:
        return ""
    values = dict(resolve(path, "cms.urls").kwargs)
    if "capability" in values:
        # What a capability shows of an item looks alike whatever the item's type.
        values.pop("path")
    told = {name: str(values[name]) for name in TELLING if name in values}
    if "name" in values and values["name"] in asked_attributes():
        told["kind"] = asked_attributes()[values["name"]].kind
    return " ".join([f"/{route}", *(f"{name}={value}" for name, value in told.items())])
