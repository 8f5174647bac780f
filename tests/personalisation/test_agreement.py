"""Memory and database say the same of every citizen, for any rule on any day."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cms.capabilities.completion.models import Completion
from cms.citizens.declared import asked_attributes, options
from cms.citizens.models import Answer, Citizen
from cms.citizens.values import COLUMNS
from cms.library.models import Item
from cms.personalisation.checks import vocabulary_of
from cms.personalisation.facts import facts_of_citizen
from cms.personalisation.memory import compile_rule
from cms.personalisation.parse import parse_rule
from cms.personalisation.rule import Node, WordTest, as_data
from cms.personalisation.sql import citizens_matching
from tests.conftest import SEED
from tests.personalisation.conftest import Nation, make_item
from tests.personalisation.strategies import TODAY, rules
from tests.support.cases import CASES

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


@pytest.fixture
def people(nation: Nation) -> list[Citizen]:
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


def test_memory_and_sql_agree(people: list[Citizen]) -> None:
    """Five hundred random rules, each on forty random citizens and a random day."""
    vocabulary = vocabulary_of({})
    facts: dict[date, dict[int, dict[str, Any]]] = {}
    word_names = ("completed", "signed_up")

    def facts_on(day: date) -> dict[int, dict[str, Any]]:
        if day not in facts:
            facts[day] = {one.pk: facts_of_citizen(one, day, word_names) for one in people}
        return facts[day]

    days = some.sampled_from(
        [
            TODAY,
            timezone.localdate(),
            date(2026, 2, 28),
            date(2026, 3, 31),
            date(2028, 2, 29),
            date(2025, 12, 31),
        ]
    )

    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(rule=rules(vocabulary, WORDS), day=days)
    def check(rule: Node, day: date) -> None:
        fits = compile_rule(rule, vocabulary)
        in_memory = {pk for pk, known in facts_on(day).items() if fits(known)}
        everybody = Citizen.objects.all()
        in_database = citizens_matching(rule, vocabulary, day, everybody)
        assert set(in_database.values_list("pk", flat=True)) == in_memory
        assert in_database.count() == len(in_memory)  # nobody twice

    check()


@settings(max_examples=100, database=None)
@given(some.data())
def test_a_rule_survives_being_written_and_read(data: some.DataObject) -> None:
    vocabulary = _without_database()
    rule = data.draw(rules(vocabulary, WORDS))
    assert parse_rule(as_data(rule), vocabulary) == rule


def _without_database() -> Any:
    from cms.personalisation.declared import declared_facts, declared_types
    from cms.personalisation.vocabulary import Vocabulary
    from cms.personalisation.words import all_words

    return Vocabulary(declared_facts(), all_words(), {}, {"type": declared_types()})


def test_month_boundaries_are_the_same_in_both(nation: Nation) -> None:
    """Everybody who became unemployed on any day of three years, on the days around month ends."""
    vocabulary = vocabulary_of({})
    first = date(2023, 12, 1)
    people = [
        Citizen(municipality=nation.thisted, issuer="days", subject=str(number))
        for number in range(800)
    ]
    Citizen.objects.bulk_create(people)
    people = list(Citizen.objects.filter(issuer="days"))
    Answer.objects.bulk_create(
        Answer(citizen=one, attribute="unemployed_since", date=first + timedelta(days=number))
        for number, one in enumerate(people)
    )
    for today in (date(2026, 2, 28), date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 30)):
        known = {one.pk: facts_of_citizen(one, today) for one in people[::3]}
        for operator in ("at_least", "at_most", "is", "is_not"):
            rule = parse_rule({"fact": "months_unemployed", operator: 6}, vocabulary)
            fits = compile_rule(rule, vocabulary)
            found = citizens_matching(rule, vocabulary, today, Citizen.objects.all())
            matching = set(found.filter(pk__in=known).values_list("pk", flat=True))
            assert matching == {pk for pk, facts in known.items() if fits(facts)}
