"""Stars and words: who may give them, what others see of them, and that nothing is left behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.capabilities.base import UnknownAction
from cms.capabilities.completion.services import finish
from cms.capabilities.favourite.services import save
from cms.capabilities.rating.capability import CAPABILITY
from cms.capabilities.rating.figures import figures, shown_words, to_read
from cms.capabilities.rating.models import LONGEST_WORDS, Helped, Pulse, Rating, WordsReport
from cms.capabilities.rating.rules import (
    FEWEST_SHOWN,
    MOST_RATINGS_A_DAY,
    REPORTS_THAT_HIDE,
    InvalidRating,
    pulse_in_words,
    stars_of,
    words_of,
)
from cms.capabilities.rating.services import (
    RatingRefused,
    TooMany,
    answer_pulse,
    judge,
    rate,
    report,
    withdraw,
)
from cms.capabilities.rating.words import WORDS
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from cms.municipalities.models import User, Vendor
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]


@pytest.fixture
def item(nation: Nation) -> Item:
    """Of a type that asks nothing of who rates."""
    return make_item("article", "brev", nation.owner)


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create(username="reader")


def by(nation: Nation, item: Item, *stars: int) -> list[Rating]:
    return [rate(item, nation.citizen(), number, f"Ord {number}") for number in stars]


@given(st.text())
def test_only_one_to_five_are_stars(written: str) -> None:
    if written.strip() in {"1", "2", "3", "4", "5"}:
        assert stars_of(written) == int(written)
    else:
        with pytest.raises(InvalidRating):
            stars_of(written)


@pytest.mark.parametrize(
    "written",
    ["x" * (LONGEST_WORDS + 1), "Ring til mig på 22 33 44 55", "bo@example.dk", "010180-1234"],
)
def test_words_that_cannot_stand(written: str) -> None:
    with pytest.raises(InvalidRating):
        words_of(written)


def test_words_that_can() -> None:
    assert words_of(" Godt,\n klart fra 2024 ") == "Godt, klart fra 2024"


def test_only_whoever_took_part_rates_where_the_type_asks_for_it(nation: Nation) -> None:
    course, karoline = make_item("course", "truck", nation.owner), nation.citizen()
    save(course, karoline)
    for attempt in (
        lambda: rate(course, karoline, 5),
        lambda: answer_pulse(course, karoline, Helped.YES),
    ):
        with pytest.raises(RatingRefused):
            attempt()
    assert not Rating.objects.exists()
    assert not Pulse.objects.exists()
    finish(course, karoline)
    assert rate(course, karoline, 5).stars == 5


def test_nobody_rates_what_has_not_been(nation: Nation) -> None:
    from cms.capabilities.signup.services import sign_up

    karoline, soon = nation.citizen(), timezone.now() + timedelta(days=1)
    meeting = make_item("activity", "kaffe", nation.owner, starts_at=soon)
    sign_up(meeting, karoline)
    with pytest.raises(RatingRefused):
        rate(meeting, karoline, 4)
    meeting.starts_at = soon - timedelta(days=2)
    meeting.save()
    rate(meeting, karoline, 4)
    assert Rating.objects.get().stars == 4


def test_figures_come_from_five_on_and_go_again(nation: Nation, item: Item) -> None:
    by(nation, item, *[5] * (FEWEST_SHOWN - 1))
    assert figures([item]) == {}
    assert CAPABILITY.facts([item]) == {}
    assert CAPABILITY.json_ld(item) == {}
    last = nation.citizen()
    rate(item, last, 3)
    rate(item, last, 3)
    assert CAPABILITY.facts([item]) == {item.pk: "4,6 af 5 · 5 stemmer"}
    assert CAPABILITY.json_ld(item)["aggregateRating"]["ratingValue"] == 4.6
    withdraw(item, last)
    withdraw(item, last)
    assert figures([item]) == {}


def test_facts_of_many_are_one_question(
    nation: Nation, item: Item, django_assert_num_queries: object
) -> None:
    other = make_item("article", "andet", nation.owner)
    with django_assert_num_queries(1):  # type: ignore[operator]
        CAPABILITY.facts([item, other])


def test_words_show_only_after_a_persons_yes_and_are_read_again_when_changed(
    nation: Nation, item: Item, reader: User
) -> None:
    karoline = nation.citizen()
    written = rate(item, karoline, 4, "Klart og kort")
    assert list(shown_words(item)) == []
    assert list(to_read(item)) == [written]
    assert judge(item, reader, written.pk, True)
    assert list(shown_words(item)) == [written]
    rate(item, karoline, 5, "Klart og kort")
    assert list(shown_words(item)) == [written], "only the stars changed"
    rate(item, karoline, 5, "Noget helt andet")
    assert list(shown_words(item)) == []
    assert judge(item, reader, written.pk, False)
    assert list(shown_words(item)) == list(to_read(item)) == []


def test_words_of_another_item_cannot_be_judged_here(
    nation: Nation, item: Item, reader: User
) -> None:
    other = make_item("article", "andet", nation.owner)
    written = rate(other, nation.citizen(), 4, "Klart")
    assert not judge(item, reader, written.pk, True)
    assert list(shown_words(other)) == []


def test_enough_reports_hide_until_a_person_has_read_again(
    nation: Nation, item: Item, reader: User
) -> None:
    [written] = by(nation, item, 1)
    judge(item, reader, written.pk, True)
    reporters = [nation.citizen() for _number in range(REPORTS_THAT_HIDE)]
    for citizen in reporters[:-1]:
        report(item, citizen, written.pk)
        report(item, citizen, written.pk)
    assert list(shown_words(item)) == [written]
    assert list(to_read(item)) == [written]
    report(item, reporters[-1], written.pk)
    assert list(shown_words(item)) == []
    judge(item, reader, written.pk, True)
    report(item, reporters[0], written.pk)
    assert list(shown_words(item)) == [written]
    assert WordsReport.objects.count() == REPORTS_THAT_HIDE


def test_a_vendor_is_no_judge_in_its_own_cause(nation: Nation) -> None:
    vendor = Vendor.objects.create(slug="kurs", name="Kurs ApS")
    course, karoline = make_item("course", "truck", vendor), nation.citizen()
    finish(course, karoline)
    assert rate(course, karoline, 2, "Ikke godt").words == ""


def test_machines_are_stopped(nation: Nation) -> None:
    karoline = nation.citizen()
    for number in range(MOST_RATINGS_A_DAY):
        rate(make_item("article", f"a{number}", nation.owner), karoline, 1)
    with pytest.raises(TooMany):
        rate(make_item("article", "sidste", nation.owner), karoline, 1)
    assert Rating.objects.count() == MOST_RATINGS_A_DAY


def test_the_pulse_is_told_from_five_on() -> None:
    assert pulse_in_words({"yes": FEWEST_SHOWN - 1}) == ""
    assert pulse_in_words({"yes": 4, "no": 1}) == "Ja: 4, Lidt: 0, Nej: 1"


def test_the_page_says_what_was_wrong_and_changes_nothing(nation: Nation, item: Item) -> None:
    karoline = nation.citizen()
    for data in ("action=rate&stars=6", "action=rate&stars=4&words=bo@example.dk", "action=pulse"):
        assert not CAPABILITY.act(item, karoline, QueryDict(data)).succeeded
    with pytest.raises(UnknownAction):
        CAPABILITY.act(item, karoline, QueryDict("action=explode"))
    assert not Rating.objects.exists()
    assert not Pulse.objects.exists()


def test_the_rule_word_says_the_same_in_memory_and_sql(nation: Nation, item: Item) -> None:
    [word] = WORDS
    karoline, today = nation.citizen(), timezone.localdate()
    rate(item, karoline, 1)
    for arguments in ({"type": "article"}, {"type": "article", "slug": "brev", "within_days": 0}):
        assert word.holds(word.gather(karoline, today), arguments)
        assert list(Citizen.objects.filter(word.exists(arguments, today))) == [karoline]


def test_exported_and_erased(nation: Nation, item: Item, reader: User) -> None:
    karoline, bo = nation.citizen(), nation.citizen()
    others = rate(item, bo, 2, "Svært")
    judge(item, reader, others.pk, True)
    rate(item, karoline, 5, "Dejligt")
    answer_pulse(item, karoline, Helped.SOME)
    report(item, karoline, others.pk)
    assert "Dejligt" in str(export(karoline))
    assert len(list(CAPABILITY.export_citizen(karoline))) == 3
    CAPABILITY.erase_citizen(karoline)
    assert list(CAPABILITY.export_citizen(karoline)) == []
    rate(item, karoline, 5)
    erase(karoline)
    assert list(Rating.objects.all()) == [others]
