"""Random citizens, some of whom have done something, and the words that speak of it."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cms.capabilities.completion.models import Completion
from cms.citizens.declared import asked_attributes, options
from cms.citizens.models import Answer, Citizen
from cms.citizens.values import COLUMNS
from cms.library.models import Item
from cms.personalisation.rule import WordTest
from tests.conftest import SEED
from tests.personalisation.conftest import Nation, make_item
from tests.personalisation.strategies import TODAY

PEOPLE = 40
WORDS = [
    WordTest("completed", (("type", "course"),)),
    WordTest("completed", (("slug", "one"), ("type", "course"))),
    WordTest("completed", (("slug", "none"), ("type", "course"))),
    WordTest("completed", (("type", "course"), ("within_days", 30))),
    WordTest("signed_up", (("type", "activity"),)),
]


def random_answers(citizen: Citizen, chance: random.Random) -> list[Answer]:
    answers = []
    for name, attribute in asked_attributes().items():
        if chance.random() < 0.25:
            continue
        column = COLUMNS[attribute.kind]
        values: list[Any] = [random_value(column, chance)]
        if column == "choice":
            known = sorted(options(attribute, "da"))[:4]
            several = attribute.takes_several and chance.random() < 0.5
            values = chance.sample(known, min(len(known), 2)) if several else [chance.choice(known)]
        answers += [Answer(citizen=citizen, attribute=name, **{column: v}) for v in values]
    return answers


def random_value(column: str, chance: random.Random) -> Any:
    if column == "number":
        return Decimal(chance.randint(1948, 2010))
    if column == "date":
        edge = [date(2024, 2, 29), date(2025, 2, 28), date(2025, 8, 31), date(2025, 12, 31)]
        near = [TODAY + timedelta(days=chance.randint(-800, 60)) for _ in range(4)]
        return chance.choice(edge + near)
    return "noget"


def random_people(nation: Nation) -> list[Citizen]:
    """Random citizens of two municipalities, some of whom have finished something."""
    chance = random.Random(SEED)
    courses = [make_item("course", slug, nation.owner) for slug in ("one", "two")]
    people = [
        Citizen.objects.create(
            municipality=chance.choice([nation.thisted, nation.aarhus]),
            issuer="test",
            subject=str(number),
            language=chance.choice(["da", "en", "ar", ""]),
            last_seen_at=timezone.now() - timedelta(hours=chance.randint(0, 40 * 24)),
            created_at=timezone.now() - timedelta(hours=chance.randint(0, 400 * 24)),
        )
        for number in range(PEOPLE)
    ]
    Answer.objects.bulk_create(a for one in people for a in random_answers(one, chance))
    for citizen in people[::3]:
        ago = timedelta(days=chance.randint(0, 300))
        finished = timezone.now() - ago if chance.random() < 0.7 else None
        course = Item.objects.everything("a test").get(pk=chance.choice(courses).pk)
        Completion.objects.create(citizen=citizen, item=course, finished_at=finished)
    return people
