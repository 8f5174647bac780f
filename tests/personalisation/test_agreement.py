"""A rule survives being written, and months end on the same day in memory and database."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from cms.citizens.models import Answer, Citizen
from cms.personalisation.checks import vocabulary_of
from cms.personalisation.facts import facts_of_citizen
from cms.personalisation.memory import compile_rule
from cms.personalisation.parse import parse_rule
from cms.personalisation.rule import as_data
from cms.personalisation.sql import citizens_matching
from tests.personalisation.conftest import Nation
from tests.personalisation.people import WORDS
from tests.personalisation.strategies import rules


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
