"""What the portal's pages cost the server. `run()` gives rows for the benchmark table.

Each kind of page as a visitor and as a citizen meet it, asked of a worker that has answered before
and keeps no page: what a page says is worked out each time. The process's own time is told beside
the clock's, which other programs on the machine lengthen.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from cms.citizens.models import Citizen
from cms.library.registry import item_models

ROUNDS, WARM = 15, 2
MILLI, LIMIT = 1e3, 30
# One of the demo nation's people who has answered, saved and begun a lot.
CITIZEN = "demo-karoline"
SEARCH = "/soeg/?q=cv"
Row = tuple[str, float, str]


@dataclass(frozen=True)
class Taken:
    """Medians in milliseconds: by the clock, and what the process itself took."""

    clock: float
    own: float


def run() -> list[Row]:
    """Of every kind of page the median, and of lists and items the slowest type too."""
    return [row for who, client in clients().items() for row in rows(who, client)]


def clients() -> dict[str, Client]:
    """A visitor's browser and a citizen's, at the citizen's own municipality."""
    citizen = Citizen.objects.get(subject=CITIZEN)
    headers = {"host": f"{citizen.municipality.slug}.localhost"}
    visitor, own = Client(headers=headers), Client(headers=headers)
    session = own.session
    session["citizen_id"] = citizen.pk
    session.save()
    own.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return {"visitor": visitor, "citizen": own}


def rows(who: str, client: Client) -> list[Row]:
    """One reader's rows; what they need from the address of a type, the shelf says."""
    here = Citizen.objects.get(subject=CITIZEN).municipality
    lists, items = {}, {}
    for name, model in item_models().items():
        path = model.declaration.settings.path
        slugs = model.objects.on_shelf_of(here).order_by("slug").values_list("slug", flat=True)
        lists[name] = f"/{path}/"
        items[name] = f"/{path}/{slugs[0]}/"
    return [
        *told(f"front page, a {who}", measured(client, "/")),
        *of_types(f"list, a {who}", client, lists),
        *of_types(f"item, a {who}", client, items),
        *told(f"search, a {who}", measured(client, SEARCH)),
    ]


def of_types(name: str, client: Client, paths: Mapping[str, str]) -> list[Row]:
    """The median of the types, and the slowest one."""
    found = {type_name: measured(client, path) for type_name, path in paths.items()}
    slowest = max(found, key=lambda one: found[one].clock)
    middle = Taken(
        statistics.median(one.clock for one in found.values()),
        statistics.median(one.own for one in found.values()),
    )
    return [
        *told(f"{name}, median of all types", middle),
        *told(f"{name}, slowest type ({slowest})", found[slowest]),
    ]


def told(name: str, taken: Taken) -> list[Row]:
    """By the clock, beside the limit, and the process's own time."""
    return [(f"{name} (limit {LIMIT})", taken.clock, "ms"), ("  of the process", taken.own, "ms")]


def measured(client: Client, path: str) -> Taken:
    """Medians of an answer, after some to warm up."""
    clock, own = [], []
    for _ in range(ROUNDS + WARM):
        began, worked = time.perf_counter(), time.thread_time()
        answer = client.get(path)
        own.append(time.thread_time() - worked)
        clock.append(time.perf_counter() - began)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
    return Taken(statistics.median(clock[WARM:]) * MILLI, statistics.median(own[WARM:]) * MILLI)
