"""What an index says of its documents, compared with what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from cms.search.document import Document, Place
from cms.search.drift import drift_among, drift_of, repair
from cms.search.fingerprints import fingerprint_of
from tests.search.conftest import Indexed
from tests.search.examples import ask, document, documents, titles


class Shelf:
    """Documents as they should be."""

    def __init__(self, made: Sequence[Document]) -> None:
        self._made = made

    def documents_of(self, type_name: str, item_ids: Sequence[int]) -> Iterator[Document]:
        yield from (each for each in self._made if each.item_id in item_ids)

    def all(self) -> Iterator[Document]:
        yield from self._made


def test_an_index_that_says_the_same_has_no_drift(indexed: Indexed) -> None:
    made = documents("Et", "To")
    assert not drift_of(indexed(made), Shelf(made))


def test_what_is_missing_changed_or_surplus_is_told_and_mended(indexed: Indexed) -> None:
    engine = indexed(documents("Et", "To", "Tre"))
    wished = Shelf([document(2, "To"), document(3, "Noget andet"), document(4, "Fire")])
    drift = drift_of(engine, wished)
    assert (drift.missing, drift.changed, drift.surplus) == (
        {"course:4"},
        {"course:3"},
        {"course:1"},
    )
    assert drift_among(engine, wished, drift.items) == drift
    assert repair(engine, wished, drift) == 3
    assert not drift_of(engine, wished)
    assert sorted(titles(engine.search(ask()))) == ["Fire", "Noget andet", "To"]


def test_a_fingerprint_changes_with_anything_said() -> None:
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    plain = document(1, "Et")
    others = [
        document(1, "To"),
        document(1, "Et", facets={"level": {"a"}}),
        document(1, "Et", place=Place(55, 10)),
        document(1, "Et", date=moment),
        document(1, "Et", quality=0.5),
        document(1, "Et", shelves=frozenset({"0787"})),
    ]
    assert len({fingerprint_of(each) for each in (plain, *others)}) == 7
    assert fingerprint_of(document(1, "Et")) == fingerprint_of(plain)
