"""Rules are compiled once and again after a change; a broken one takes nothing down."""

import logging
from typing import Any

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from cms.personalisation.book import current_book
from cms.personalisation.models import Audience, Rule
from cms.personalisation.stamp import current_stamp
from tests.personalisation.conftest import Nation

EVERYBODY: dict[str, Any] = {"all": []}
COURSES: dict[str, Any] = {"types": ["course"]}


def test_an_unchanged_book_costs_one_query(nation: Nation, django_assert_num_queries: Any) -> None:
    nation.rule("r", nation.audience("alle", EVERYBODY), "hide", COURSES)
    book = current_book()
    with django_assert_num_queries(1):
        assert current_book() is book


@pytest.mark.parametrize(
    "change",
    [
        lambda: Rule.objects.get().save(),
        lambda: Rule.objects.get().delete(),
        lambda: Rule.objects.update(weight=3),
        lambda: Rule.objects.all().delete(),
        lambda: Audience.objects.get().save(),
    ],
)
def test_every_change_gives_a_new_book(nation: Nation, change: Any) -> None:
    nation.rule("r", nation.audience("alle", EVERYBODY), "hide", COURSES)
    before = current_book()
    change()
    assert current_book() is not before


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_taken_back_leaves_no_trace(nation: Nation) -> None:
    rule = nation.rule("r", nation.audience("alle", EVERYBODY), "hide", COURSES, weight=1)
    before = current_stamp()

    def change_and_fail() -> None:
        with transaction.atomic():
            rule.weight = 2
            rule.save()
            assert current_book().rules[0].weight == 2
            raise LookupError

    with pytest.raises(LookupError):
        change_and_fail()
    assert current_stamp() == before
    assert current_book().rules[0].weight == 1
    rule.weight = 3
    rule.save()
    assert current_book().rules[0].weight == 3


def test_what_no_longer_fits_the_declarations_is_left_out_and_told(
    nation: Nation, caplog: pytest.LogCaptureFixture
) -> None:
    nation.audience("gammel", {"fact": "shoe_size", "at_least": 40})
    nation.audience("bygger-paa", {"not": {"audience": "gammel"}})
    whole = nation.audience("hel", EVERYBODY)
    nation.rule("ukendt-slags", whole, "hide", {"types": ["gramophone"]})
    nation.rule("god", whole, "hide", COURSES)
    with caplog.at_level(logging.ERROR):
        book = current_book()
    assert set(book.audiences) == {"hel"}
    assert [rule.name for rule in book.rules] == ["god"]
    assert set(book.broken) == {"audience gammel", "audience bygger-paa", "rule ukendt-slags"}
    assert "shoe_size" in caplog.text
    assert book.audiences_of({}, None) == {"hel"}


def test_a_municipality_has_its_own_and_the_national_rules(nation: Nation) -> None:
    everybody = nation.audience("alle", EVERYBODY)
    nation.audience("vores", EVERYBODY, nation.thisted)
    nation.audience("deres", EVERYBODY, nation.aarhus)
    nation.rule("landets", everybody, "hide", COURSES)
    nation.rule("vores", everybody, "hide", COURSES, owner=nation.thisted)
    nation.rule("deres", everybody, "hide", COURSES, owner=nation.aarhus)
    book = current_book()
    assert book.audiences_of({}, nation.thisted.pk) == {"alle", "vores"}
    from django.utils import timezone

    names = {rule.name for rule in book.rules_for(nation.thisted.pk, timezone.now())}
    assert names == {"landets", "vores"}


def test_reading_the_book_takes_a_few_queries_however_many_rules(nation: Nation) -> None:
    from django.db import connection

    everybody = nation.audience("alle", EVERYBODY)
    for number in range(20):
        nation.rule(f"r{number}", everybody, "hide", COURSES)
    with CaptureQueriesContext(connection) as queries:
        current_book()
    assert len(queries) <= 5
