"""Documents of items: what the declaration says is searched, on just the shelves that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from cms.library.models import Item, Loan, Overlay, ShelfChoice
from cms.library.periods import Period
from cms.search import marks
from cms.search.document import Document, Place
from cms.search.source import LibrarySource
from tests.search.library import company, item, municipality, nation, term

pytestmark = pytest.mark.django_db
CODES = ("0101", "0751", "0787")
DAY = timedelta(days=1)
NOW = timezone.now()
PERIODS = [
    Period(),
    Period(NOW - DAY),
    Period(NOW + DAY),
    Period(end=NOW + DAY),
    Period(end=NOW - DAY),
    Period(NOW - DAY, NOW + DAY),
    Period(NOW + DAY, NOW + DAY + DAY),
]


def documents_of(made: Item) -> list[Document]:
    return list(LibrarySource().documents_of(made.type_name, [made.pk]))


def document_of(made: Item) -> Document:
    (only,) = documents_of(made)
    return only


@pytest.mark.parametrize(
    ("owner", "sharing"),
    [
        ("nation", "mandatory"),
        *product(("nation", "0787"), ("on_by_default", "offered", "lent", "private")),
    ],
)
@pytest.mark.parametrize("lent_to", [(), ("0101", "0751")])
@pytest.mark.parametrize("words", [(), CODES])
def test_documents_stand_where_the_shelf_says(
    sharing: str, owner: str, lent_to: Sequence[str], words: Sequence[str]
) -> None:
    codes = {code: municipality(code) for code in CODES}
    made = item(
        "Et kursus", owner=nation() if owner == "nation" else codes["0787"], sharing=sharing
    )
    for code in lent_to:
        Loan.objects.create(item=made, municipality=codes[code])
    for code, taken in (("0101", True), ("0751", False), ("0787", None)):
        ShelfChoice.objects.create(municipality=codes[code], item=made, taken=taken)
    for code in words:
        Overlay.objects.create(municipality=codes[code], item=made, values={"title": code})
    for period in PERIODS:
        ShelfChoice.objects.update(holds_from=period.start, holds_until=period.end)
        documents = documents_of(made)
        for code, where in codes.items():
            standing = [each for each in documents if each.stands_on(code, timezone.now())]
            on_shelf = Item.objects.on_shelf_of(where).filter(pk=made.pk).exists()
            title = code if words else "Et kursus"
            assert [document.title for document in standing] == ([title] if on_shelf else [])


def test_drafts_have_no_documents() -> None:
    made = item("Kladde", live=False)
    assert documents_of(made) == []
    assert list(LibrarySource().all()) == []


def test_everything_is_what_each_item_gives() -> None:
    made = [item("Et"), item("To", type_name="article"), item("Tre", type_name="activity", **WHEN)]
    expected = {document.key for each in made for document in documents_of(each)}
    assert {document.key for document in LibrarySource().all()} == expected


WHEN: dict[str, Any] = {"starts_at": datetime(2026, 12, 1, 9, tzinfo=UTC)}


def test_the_declaration_says_what_is_searched() -> None:
    topic = term("cv", "CV", en="Curriculum")
    made = item(
        "Skriv dit CV",
        summary="Sådan gør du",
        description=[("paragraph", "<p>Brug <strong>korte</strong> ord &amp; tal</p>")],
        level="beginner",
        topics=[topic],
        contact="Ring til Karen",
    )
    document = document_of(made)
    texts = dict(document.texts)
    assert document.title == document.autocomplete == "Skriv dit CV"
    assert texts["Sådan gør du"] == 4
    assert texts["Brug korte ord & tal"] == 1
    assert texts["CV Curriculum"] == 3
    assert not any("Karen" in text for text in texts)
    assert any("kursus" in text and "course" in text for text in texts)
    assert document.facets["level"] == {"beginner"}
    assert document.facets["topics"] == document.facets[marks.vocabulary("topics")] == {"cv"}
    assert document.facets[marks.LANGUAGE] == {"da"}
    assert document.facets[marks.ADDRESS] == {"course/skriv-dit-cv"}
    assert document.facets[marks.SHARING] == {"mandatory"}


def test_place_date_and_owner_are_known() -> None:
    made = item(
        "Jobmesse",
        type_name="activity",
        owner=municipality("0787"),
        sharing="private",
        place="Torvet 1",
        place_latitude=56.95,
        place_longitude=8.69,
        **WHEN,
    )
    document = document_of(made)
    assert document.place == Place(56.95, 8.69)
    assert document.date == WHEN["starts_at"]
    assert ("Torvet 1", 2.0) in document.texts
    assert ("Kommune 0787", 1.0) in document.texts
    assert document.shelves == {"0787"}
    assert not document.shelf_all


def test_an_overlay_only_says_what_may_be_overridden() -> None:
    made = item("Fælles", type_name="course", level="beginner")
    own = {"title": "Vores", "level": "advanced"}
    Overlay.objects.create(municipality=municipality("0751"), item=made, values=own)
    base, variant = documents_of(made)
    assert (base.title, variant.title) == ("Fælles", "Vores")
    assert variant.key == f"course:{made.pk}@0751"
    assert variant.facets["level"] == {"beginner"}
    assert base.not_shelves == variant.shelves == {"0751"}


def test_pins_of_municipalities_are_known() -> None:
    made = item("Vigtigt")
    ShelfChoice.objects.create(municipality=municipality("0751"), item=made, pinned=True)
    assert document_of(made).facets[marks.PINNED] == {"0751"}


def test_a_company_is_found_by_its_name() -> None:
    made = item("Mød os", type_name="article", owner=company("Thy Trælast"))
    assert ("Thy Trælast", 1.0) in document_of(made).texts


def test_reading_many_items_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        item(f"Kursus {number}", topics=[term("cv", "CV")])
    with django_assert_max_num_queries(20):
        assert len(list(LibrarySource().all())) == 12


def test_types_that_are_gone_have_no_documents() -> None:
    assert list(LibrarySource().documents_of("no_such_type", [1])) == []


def test_quality_is_how_completely_an_item_is_made() -> None:
    bare = document_of(item("Kort"))
    whole = document_of(
        item("Helt", summary="Ord. " * 200, topics=[term("sprog", "Sprog")], contact="Spørg os")
    )
    assert 0 < bare.quality < whole.quality <= 1


def test_an_item_in_another_language_is_found_by_that_languages_name() -> None:
    said = " ".join(text for text, _ in document_of(item("دورة", language="ar")).texts)
    assert "Arabisk" in said and "Arabic" in said
    danish = " ".join(text for text, _ in document_of(item("Kursus")).texts)
    assert "Danish" not in danish
