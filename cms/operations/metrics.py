"""Figures for Prometheus at `/metrics`: for those whom the settings let in, and nobody else.

With several worker processes the figures lie in PROMETHEUS_MULTIPROC_DIR, and any of them answers
for all.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from ipaddress import ip_address, ip_network
from threading import Lock

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from cms.api.compiled.plans import plans, taken
from cms.operations.health import GOOD, search_answers, state_of
from cms.pushes.models import Letter
from cms.search.errors import SearchError
from cms.search.outbox import newest_position
from cms.search.services import engine

REQUESTS = Counter("cms_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("cms_request_seconds", "Time until the answer", ["method", "route"])
WAYS = Counter("cms_graphql_answers", "GraphQL answers by way, and why not compiled", ["way"])
PLANS = {
    "kept": "Plans of GraphQL operations that are kept",
    "bytes": "Bytes, roughly, that they take up",
    "hits": "How often an operation's plan was there",
    "misses": "How often one had to be made",
}
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Note a request under its route: there are only so many of them."""
    known = method if method in METHODS else "other"
    REQUESTS.labels(known, route, str(status)).inc()
    SECONDS.labels(known, route).observe(seconds)


_noted: Tally[str] = Tally()
_noting = Lock()


def note_ways() -> None:
    """Bring what the API has counted since the last time among the figures of all workers."""
    with _noting:
        for way, count in list(taken.items()):
            if more := count - _noted[way]:
                WAYS.labels(way).inc(more)
                _noted[way] = count


def page(request: HttpRequest) -> HttpResponse:
    """All figures; 404 for those who may not read them, as if there were nothing."""
    if not may_read(request):
        return HttpResponse(status=404)
    note_ways()
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    registry.register(StateOfThings())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """Who shows the token, or asks from an address of the list. Neither is set: nobody."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token: str = settings.METRICS_TOKEN
    if token and secrets.compare_digest(given.encode(), token.encode()):
        return True
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in ip_network(one) for one in settings.METRICS_ADDRESSES)


class StateOfThings(Collector):
    """Figures that are looked up when they are asked for."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """What can be had: without a database the rest is told all the same."""
        yield from graphql_plans()
        yield one("cms_search_engine_up", "Whether search answers", search_is_up())
        try:
            yield from queues()
        except DatabaseError:
            yield one("cms_database_up", "Whether the database answers", 0)
        else:
            yield one("cms_database_up", "Whether the database answers", 1)


def one(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    """A figure of its own."""
    return GaugeMetricFamily(name, meaning, value=value)


def search_is_up() -> int:
    """1 or 0."""
    return int(state_of(search_answers) == GOOD)


def graphql_plans() -> Iterator[GaugeMetricFamily]:
    """How this process' plans are kept."""
    figures = plans.figures()
    for name, meaning in PLANS.items():
        yield one(f"cms_graphql_plans_{name}", meaning, figures[name])


def changes_behind() -> int:
    """How many changes the index here has still to follow; all of them where there is none."""
    try:
        position = engine().position()
    except SearchError:
        position = None
    return newest_position().change - (position.change if position else 0)


def queues() -> Iterator[GaugeMetricFamily]:
    """The outbox of search, and what citizens are to be told. Raises DatabaseError."""
    yield one("cms_search_changes_behind", "Changes not in the index yet", changes_behind())
    letters = GaugeMetricFamily("cms_letters", "Messages by state", labels=["channel", "state"])
    rows = Letter.objects.values_list("channel", "state").annotate(count=Count("pk")).order_by()
    for channel, state, count in rows:
        letters.add_metric([channel, state], count)
    yield letters
    waiting = Letter.objects.filter(state="waiting", due_at__lte=timezone.now())
    oldest = waiting.aggregate(oldest=Min("due_at"))["oldest"]
    late = (timezone.now() - oldest).total_seconds() if oldest else 0
    yield one("cms_letters_late_seconds", "How long the oldest due message has waited", late)
