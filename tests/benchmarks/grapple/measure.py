"""Fills its database and asks for the lists; prints median seconds by size as JSON."""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SIZES, ROUNDS, PROVIDERS, TAGS = (20, 100), 30, 40, 60
QUERY = (
    "query ($limit: PositiveInt) { courses(limit: $limit) { id slug title summary level form "
    "parts duration provider { slug name } tags { slug } } }"
)


def fill(items: int) -> None:
    """As many items, providers and tags as the product's own list has."""
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks.grapple.site.models import Course, Provider, Tag

    call_command("migrate", run_syncdb=True, verbosity=0)
    dice = random.Random(5)
    for number in range(PROVIDERS):
        Provider.objects.create(slug=f"p{number}", name=f"Udbyder {number}")
    tags = [Tag.objects.create(slug=f"t{number}") for number in range(TAGS)]
    providers = list(Provider.objects.all())
    Course.objects.bulk_create(
        Course(
            slug=f"a-bench-{number:06}",
            title=f"Tekst {number} med æøå",
            summary=f"Tekst {number} med æøå",
            level="beginner",
            form="both",
            parts=number % 50 + 1,
            duration=number % 50 + 1,
            provider=providers[number % PROVIDERS],
        )
        for number in range(items)
    )
    for course in Course.objects.all():
        course.tags.set(dice.sample(tags, 3))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measured(items: int) -> dict[int, float]:
    """Median seconds of the processor's time of a whole request."""
    import django

    django.setup()
    fill(items)
    from django.core.wsgi import get_wsgi_application

    from tests.benchmarks.lists import whole_request

    application = get_wsgi_application()

    def asker(size: int) -> Callable[[], bytes]:
        body = json.dumps({"query": QUERY, "variables": {"limit": size}}).encode()
        return lambda: whole_request(application, "/api/graphql/", body)

    found = {}
    for size in SIZES:
        ask, taken = asker(size), []
        answer = json.loads(ask())
        assert len(answer["data"]["courses"]) == size, answer
        for _ in range(ROUNDS):
            start = time.thread_time()
            ask()
            taken.append(time.thread_time() - start)
        found[size] = statistics.median(taken)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GRAPPLE_DB"] = str(Path(folder) / "database.sqlite3")
        print(json.dumps(measured(int(sys.argv[1]))))
