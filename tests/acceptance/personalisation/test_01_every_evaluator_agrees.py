"""Random rules and random citizens: whoever is asked says the same.

Asked are the compiled rule about one citizen, the database about all of them, the rows of bits of
the nightly run, and the search engine, whose filter decides what a citizen finds. 500 rules, or
as many as PROPERTY_CASES says: `PROPERTY_CASES=10000` is the nightly form.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.personalisation.checks import vocabulary_of
from cms.personalisation.crowd import Crowd
from cms.personalisation.facts import facts_of_citizen
from cms.personalisation.feed import feed
from cms.personalisation.memory import compile_rule
from cms.personalisation.reading import read_sentence
from cms.personalisation.rule import Node, as_data
from cms.personalisation.sentence import sentence
from cms.personalisation.sql import citizens_matching
from cms.personalisation.viewer import Viewer
from cms.search import services
from tests.personalisation.conftest import Nation, make_item, small_nation
from tests.personalisation.people import WORDS, random_people
from tests.personalisation.strategies import TODAY, rules
from tests.support.cases import CASES

WORD_NAMES = ("completed", "signed_up")
SEARCHING = 3  # citizens who search, for each rule
DAYS = some.sampled_from(
    [
        TODAY,
        timezone.localdate(),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2028, 2, 29),
        date(2025, 12, 31),
    ]
)


def cases(share: int = 1) -> Any:
    """As many cases as this run is for."""
    return settings(
        max_examples=max(CASES // share, 1),
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


@pytest.fixture
def small(db: None) -> Nation:
    """A nation of two municipalities."""
    return small_nation()


@pytest.fixture
def people(small: Nation) -> list[Citizen]:
    """Forty random citizens."""
    return random_people(small)


def test_memory_database_and_bits_agree(people: list[Citizen]) -> None:
    vocabulary = vocabulary_of({})
    facts: dict[date, dict[int, dict[str, Any]]] = {}
    crowd_on = cache(lambda day: Crowd(Citizen.objects.all(), vocabulary, day))

    def facts_on(day: date) -> dict[int, dict[str, Any]]:
        if day not in facts:
            facts[day] = {one.pk: facts_of_citizen(one, day, WORD_NAMES) for one in people}
        return facts[day]

    @cases()
    @given(rule=rules(vocabulary, WORDS), day=DAYS)
    def check(rule: Node, day: date) -> None:
        fits = compile_rule(rule, vocabulary)
        in_memory = {pk for pk, known in facts_on(day).items() if fits(known)}
        in_database = citizens_matching(rule, vocabulary, day, Citizen.objects.all())
        assert set(in_database.values_list("pk", flat=True)) == in_memory
        assert in_database.count() == len(in_memory)  # nobody twice
        crowd = crowd_on(day)
        assert set(crowd.keys_in(crowd.fitting(rule))) == in_memory

    check()


def test_the_search_filter_agrees(
    small: Nation, people: list[Citizen], settings: Any, tmp_path: Path
) -> None:
    """What is shown to an audience only is found by its members and by nobody else."""
    settings.SEARCH_INDEX_DIR, settings.SEARCH_FOLLOW = tmp_path, False
    vocabulary = vocabulary_of({})
    kept = make_item("course", "kept", small.owner)
    audience = small.audience("some", {"all": []})
    small.rule("show", audience, "show", {"items": ["course/kept"]})

    @cases()
    @given(
        rule=rules(vocabulary, WORDS),
        day=DAYS,
        asking=some.lists(some.sampled_from(people), min_size=1, max_size=SEARCHING, unique=True),
    )
    def check(rule: Node, day: date, asking: list[Citizen]) -> None:
        with undone():
            audience.rule = as_data(rule)
            audience.save()
            fits = compile_rule(rule, vocabulary)
            noon = timezone.make_aware(datetime.combine(day, time(12)))
            for citizen in asking:
                viewer = Viewer(citizen.municipality, citizen, now=noon)
                found = services.search(services.query_for(viewer, "", types=["course"]))
                meant = fits(facts_of_citizen(citizen, day, WORD_NAMES))
                assert (kept.pk in {hit.item_id for hit in found.hits}) == meant
                assert feed(viewer, Item).filter(pk=kept.pk).exists() == meant

    check()


class UndoneError(Exception):
    """Takes back what a case has written."""


@contextmanager
def undone() -> Iterator[None]:
    """Let a case write, and take it back."""
    with suppress(UndoneError), transaction.atomic():
        yield
        raise UndoneError


@pytest.mark.parametrize("language", ["da", "en", "ar", "ru"])
def test_the_printed_sentence_parses_back_to_the_same_rule(
    people: list[Citizen], language: str
) -> None:
    """The rule that is read back fits exactly the same people."""
    vocabulary = vocabulary_of({})
    known = [facts_of_citizen(one, TODAY, WORD_NAMES) for one in people]

    @cases(share=4)
    @given(rule=rules(vocabulary, WORDS))
    def check(rule: Node) -> None:
        said = sentence(rule, vocabulary, language)
        again = read_sentence(said, vocabulary, language)
        assert sentence(again, vocabulary, language) == said
        before, after = compile_rule(rule, vocabulary), compile_rule(again, vocabulary)
        assert [before(facts) for facts in known] == [after(facts) for facts in known]

    check()
