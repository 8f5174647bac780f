"""200,000 citizens and 500 audiences. `run()` gives rows for the benchmark table.

The work is done by a process of its own, so that its memory can be told: it copies the bench's
database, fills it with made-up citizens, and takes everything away again.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

CITIZENS, AUDIENCES = 200_000, 500
ASKED = 300  # citizens who are asked one by one
BATCH = 50_000
MILLI, MEBI = 1e3, 2**20

Row = tuple[str, float, str]


def run(citizens: int = CITIZENS, audiences: int = AUDIENCES) -> list[Row]:
    """Rows of (what, number, unit)."""
    own = Path(os.environ["RUNTIME_DIR"])
    with tempfile.TemporaryDirectory(dir=own) as folder:
        shutil.copyfile(own / "database.sqlite3", Path(folder) / "database.sqlite3")
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.crowd", str(citizens), str(audiences)],
            env={**os.environ, "RUNTIME_DIR": folder},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return [(name, number, unit) for name, number, unit in json.loads(done.stdout)]


def measured(citizens: int, audiences: int) -> list[Row]:
    """Fill the database and ask."""
    from cms.citizens.models import Citizen
    from cms.personalisation.book import read_book

    fill(citizens)
    add_audiences(audiences)
    started = time.perf_counter()
    book = read_book("bench")
    reading = time.perf_counter() - started
    rows = [(f"{len(book.audiences)} audiences read and compiled", reading * MILLI, "ms")]
    rows += everybody_at_once(book)
    asked = Citizen.objects.select_related("municipality")
    rows += one_by_one(book, list(asked.order_by("?")[:ASKED]))
    rows += signatures(citizens)
    return rows


def everybody_at_once(book: Any) -> list[Row]:
    """The nightly run."""
    from cms.citizens.models import Citizen
    from cms.personalisation.crowd import Crowd

    started = time.perf_counter()
    crowd = Crowd(Citizen.objects.all(), book.vocabulary, date.today())
    sizes = [crowd.fitting(one.tree).bit_count() for one in book.audiences.values()]
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    many = f"{len(crowd.keys):,} citizens × {len(sizes)} audiences"
    return [
        (f"{many} (limit 60)", seconds, "s"),
        ("  members of an audience, median", statistics.median(sizes), "citizens"),
        ("  peak memory (limit 1,536)", peak / MEBI, "MiB"),
    ]


def one_by_one(book: Any, citizens: list[Any]) -> list[Row]:
    """What an event costs: read what is known of one citizen, and ask every audience."""
    from cms.personalisation.facts import facts_of_citizen

    taken: list[float] = []
    asking: list[float] = []
    for citizen in citizens:
        started = time.perf_counter()
        facts = facts_of_citizen(citizen, date.today(), sorted(book.words))
        known = time.perf_counter()
        for one in book.audiences.values():
            one.fits(facts)
        ended = time.perf_counter()
        taken.append(ended - started)
        asking.append(ended - known)
    return [
        ("one citizen, read and asked (limit 2)", statistics.median(taken) * MILLI, "ms"),
        ("  of which asking", statistics.median(asking) * MILLI, "ms"),
    ]


def signatures(citizens: int) -> list[Row]:
    """How many kinds of citizens the demo's rules can tell apart."""
    from cms.citizens.models import Citizen
    from cms.personalisation.book import current_book
    from cms.personalisation.crowd import Crowd
    from cms.personalisation.models import Audience

    Audience.objects.filter(name__startswith=PREFIX).delete()
    book = current_book()
    crowd = Crowd(Citizen.objects.all(), book.vocabulary, date.today())
    spoken = sorted({rule.audience for rule in book.rules})
    columns = [f"{crowd.fitting(book.audiences[name].tree):0{len(crowd.keys)}b}" for name in spoken]
    kinds = len(set(zip(*columns, strict=True)))
    return [
        (f"signatures under the demo's {len(book.rules)} rules", kinds, "signatures"),
        ("  of the citizens (limit 5)", 100 * kinds / citizens, "%"),
    ]


PREFIX = "bench-"


def fill(citizens: int) -> None:
    """Write made-up citizens and their answers, straight into the tables."""
    from django.db import connection, transaction
    from django.utils import timezone

    from cms.citizens.models import Answer, Citizen
    from cms.municipalities.models import Municipality

    dice = random.Random(4)
    now = timezone.now()
    places = list(Municipality.objects.values_list("pk", flat=True))
    with transaction.atomic():
        for start in range(0, citizens, BATCH):
            made = [
                Citizen(
                    municipality_id=dice.choice(places),
                    issuer="bench",
                    subject=str(number),
                    language=dice.choices(["da", "en", "ar", "ru"], [85, 7, 5, 3])[0],
                    last_seen_at=now - timedelta(hours=dice.randrange(60 * 24)),
                    created_at=now - timedelta(hours=dice.randrange(400 * 24)),
                )
                for number in range(start, min(start + BATCH, citizens))
            ]
            Citizen.objects.bulk_create(made, batch_size=5_000)
        keys = list(Citizen.objects.filter(issuer="bench").values_list("pk", flat=True))
        statement = (
            f"INSERT INTO {Answer._meta.db_table} "  # noqa: S608 - a table of ours
            "(citizen_id, attribute, choice, number, date, text, answered_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)"
        )
        with connection.cursor() as cursor:
            for start in range(0, len(keys), BATCH):
                rows = (row for key in keys[start : start + BATCH] for row in answers(key, dice))
                cursor.executemany(statement, [(*row, now.isoformat()) for row in rows])


def answers(key: int, dice: random.Random) -> Iterator[tuple[Any, ...]]:
    """What one made-up citizen has told, spread as the demo's generated citizens are."""
    from cms.citizens.declared import attributes
    from cms.citizens.values import COLUMNS
    from cms.demo.shares import drawn_answers

    places = {"choice": 0, "number": 1, "date": 2, "text": 3}
    for name, said in drawn_answers(dice, date.today()).items():
        place = places[COLUMNS[attributes()[name].kind]]
        for value in said if isinstance(said, list) else [said]:
            columns: list[Any] = [None] * len(places)
            columns[place] = value
            yield key, name, *columns


def add_audiences(count: int) -> None:
    """Fill up with audiences of two to five conditions each."""
    from cms.municipalities.models import national_owner
    from cms.personalisation.checks import vocabulary_of
    from cms.personalisation.models import Audience

    dice, vocabulary = random.Random(5), vocabulary_of({})
    facts = [fact for fact in vocabulary.facts.values() if fact.kind != "text"]
    have = Audience.objects.count()
    Audience.objects.bulk_create(
        Audience(
            name=f"{PREFIX}{number}",
            owner=national_owner(),
            labels={"da": f"Målgruppe {number}"},
            rule=random_rule(facts, dice),
        )
        for number in range(count - have)
    )


def random_rule(facts: list[Any], dice: random.Random) -> dict[str, Any]:
    """A rule as editors write them."""
    conditions = [condition(dice.choice(facts), dice) for _ in range(dice.randint(2, 5))]
    if dice.random() < 0.3:
        conditions[0] = {"not": conditions[0]}
    if dice.random() < 0.3:
        return {"any": [{"all": conditions[:2]}, *conditions[2:]]}
    if dice.random() < 0.2:
        conditions.append({"completed": {"type": dice.choice(["course", "article"])}})
    return {"all": conditions}


def condition(fact: Any, dice: random.Random) -> dict[str, Any]:
    """One comparison."""
    if fact.choices:
        values = dice.sample(sorted(fact.choices), min(len(fact.choices), dice.randint(1, 3)))
        return {"fact": fact.name, "any_of": values}
    operator = dice.choice(["at_least", "at_most"])
    if fact.kind == "date":
        day = date.today() - timedelta(days=dice.randrange(500))
        return {"fact": fact.name, operator: day.isoformat()}
    highest = {"days": 60, "months": 24, "years": 70}.get(fact.unit, 2000)
    return {"fact": fact.name, operator: dice.randrange(1, highest)}


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(measured(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
