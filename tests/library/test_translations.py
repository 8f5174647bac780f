"""Words in other languages: written, shown, kept beside a changed original; whose readers meet."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.history.models import HistoryEntry
from cms.library.block_texts import texts_of, with_texts
from cms.library.models import Item, PresentedItemSaved, Translation
from cms.library.overlays import present, write_overlay
from cms.library.scope import everything
from cms.library.translation_states import TranslationState, standings_of
from cms.library.translations import (
    language_of,
    outdated,
    still_right,
    translation_of,
    untranslated,
    write_translation,
)
from cms.library.two_eyes import SecondPairOfEyes
from cms.municipalities.models import Municipality, User
from tests.search.library import item, municipality

pytestmark = pytest.mark.django_db
BLOCKS = [
    {"type": "heading", "value": "Kom i gang", "id": "a"},
    {"type": "paragraph", "value": "<p>Skriv et CV, og få hjælp til det.</p>", "id": "b"},
    {"type": "list", "value": [{"type": "item", "value": "Et", "id": "d"}, "To"], "id": "c"},
    {"type": "link", "value": {"text": "Læs mere", "url": "https://example.org/"}, "id": "e"},
]


@pytest.fixture
def aarhus() -> Municipality:
    """A municipality."""
    return municipality("0751")


@pytest.fixture
def course() -> Item:
    """A shared course."""
    made = item("Kom i gang", summary="Et kursus i rolige skridt.", description=BLOCKS)
    with everything("test"):
        made.refresh_from_db()
    return made


def meets(course: Item, here: Municipality, language: str) -> Item:
    """The item as a reader meets it."""
    with everything("test"):
        fresh = type(course).objects.get(pk=course.pk)
    return present([fresh], here, language)[0]


def test_readers_of_a_language_meet_it_and_others_the_original(
    course: Item, aarhus: Municipality
) -> None:
    write_translation(course, None, "en", {"title": "Get started"}, is_shown=True)
    english = meets(course, aarhus, "en")
    assert (str(english), english.summary) == ("Get started", "Et kursus i rolige skridt.")
    assert (language_of(english, "title"), language_of(english, "summary")) == ("en", "da")
    assert str(meets(course, aarhus, "da")) == str(meets(course, aarhus, "ar")) == "Kom i gang"


def test_a_draft_is_met_by_nobody(course: Item, aarhus: Municipality) -> None:
    write_translation(course, None, "en", {"title": "Get started"}, is_shown=False)
    assert str(meets(course, aarhus, "en")) == "Kom i gang"


def test_a_municipality_s_words_are_for_its_own_readers(course: Item, aarhus: Municipality) -> None:
    vejen = municipality("0575")
    shared = {"title": "Get started", "summary": "A course."}
    write_translation(course, None, "en", shared, is_shown=True)
    write_translation(course, aarhus, "en", {"summary": "At Dokk1."}, is_shown=True)
    assert meets(course, aarhus, "en").summary == "At Dokk1."
    assert str(meets(course, aarhus, "en")) == "Get started"
    assert meets(course, vejen, "en").summary == "A course."


def test_own_words_stand_where_nothing_is_translated(course: Item, aarhus: Municipality) -> None:
    write_overlay(course, aarhus, {"title": "På Dokk1", "summary": "Hos os."})
    write_translation(course, None, "en", {"title": "Get started"}, is_shown=True)
    shown = meets(course, aarhus, "en")
    assert (str(shown), shown.summary) == ("Get started", "Hos os.")


def test_blocks_keep_their_shape(course: Item, aarhus: Municipality) -> None:
    said = {"0": "Get started", "2.0": "One", "3.text": "Read more"}
    words = {"description": with_texts(BLOCKS, said)}
    write_translation(course, None, "en", words, is_shown=True)
    shown = meets(course, aarhus, "en").description
    assert [block.block_type for block in shown] == ["heading", "paragraph", "list", "link"]
    assert texts_of(list(shown.raw_data)) == {
        "0": "Get started",
        "1": "<p>Skriv et CV, og få hjælp til det.</p>",
        "2.0": "One",
        "2.1": "To",
        "3.text": "Read more",
    }
    assert shown[3].value["url"] == "https://example.org/"


def test_what_is_shown_in_another_language_is_not_saved_over_the_original(
    course: Item, aarhus: Municipality
) -> None:
    write_translation(course, None, "en", {"title": "Get started"}, is_shown=True)
    with pytest.raises(PresentedItemSaved):
        meets(course, aarhus, "en").save()


def test_a_changed_original_is_told_until_somebody_has_looked(course: Item) -> None:
    words = {"title": "Get started", "summary": "A calm course."}
    found = write_translation(course, None, "en", words, is_shown=True)
    assert not outdated(found, course)
    course.summary = "Et kursus i ti skridt."
    with everything("test"):
        course.save()
    assert outdated(found, course) == ["summary"]
    assert [one.state for one in standings_of([found])] == [TranslationState.CHANGED]
    still_right(found, course, ["summary"])
    assert not outdated(translation_of(course, None, "en"), course)
    assert HistoryEntry.objects.first().action == "translation.keep"


def test_the_history_says_before_and_after(course: Item) -> None:
    write_translation(course, None, "en", {"title": "Start"}, is_shown=False)
    write_translation(course, None, "en", {"title": "Get started"}, is_shown=True)
    write_translation(course, None, "en", {}, is_shown=True)
    entries = list(HistoryEntry.objects.order_by("timestamp", "pk"))
    assert [entry.action for entry in entries] == [
        "translation.write",
        "translation.show",
        "translation.remove",
    ]
    changes = {"before": "Start", "after": "Get started"}
    assert entries[1].data["changes"] == {"title": changes}
    assert not Translation.objects.exists()


@pytest.mark.parametrize(
    ("language", "values", "place"),
    [
        ("da", {"title": "Kom"}, "da"),
        ("xx", {"title": "Kom"}, "xx"),
        ("en", {"titel": "Start"}, "titel"),
        ("en", {"title": "x" * 1000}, "title"),
        ("en", {"level": "easy"}, "level"),
    ],
)
def test_bad_words_name_the_place_and_nothing_is_written(
    course: Item, language: str, values: dict[str, str], place: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        write_translation(course, None, language, values, is_shown=True)
    assert place in str(getattr(refused.value, "message_dict", refused.value))
    assert not Translation.objects.exists()
    assert not HistoryEntry.objects.exists()


def test_the_rule_of_two_pairs_of_eyes_goes_for_translations(aarhus: Municipality) -> None:
    Municipality.objects.filter(pk=aarhus.pk).update(two_eyes=True)
    own = item("Åbent hus", owner=aarhus, sharing="private")
    one, other = (User.objects.create(username=name) for name in ("en", "to"))
    words = {"title": "Open house"}
    with pytest.raises(SecondPairOfEyes):
        write_translation(own, None, "en", words, is_shown=True, user=one)
    assert not Translation.objects.exists()
    write_translation(own, None, "en", words, is_shown=False, user=one)
    with pytest.raises(SecondPairOfEyes):
        write_translation(own, None, "en", words, is_shown=True, user=one)
    assert write_translation(own, None, "en", words, is_shown=True, user=other).is_shown


def test_what_is_missing_is_named(course: Item) -> None:
    found = write_translation(course, None, "en", {"title": "Get started"}, is_shown=True)
    assert untranslated(found, course) == ["summary", "description"]
    assert [one.state for one in standings_of([found])] == [TranslationState.PARTLY]
