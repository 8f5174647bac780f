"""More like this, whatever the engine is made of."""

from __future__ import annotations

from collections.abc import Sequence

from cms.search.document import Document
from cms.search.query import Boost, Selection
from cms.search.result import Hit
from tests.search.conftest import Indexed
from tests.search.examples import HERE, ask, document

TOPICS = "vocabulary.topics"


def found(hits: Sequence[Hit]) -> list[int]:
    """The item numbers, in order."""
    return [hit.item_id for hit in hits]


def shelf() -> list[Document]:
    """Two kinds of things, and one that is like nothing."""
    return [
        document(1, "Svejsning for begyndere", "Lær at svejse stål og aluminium sikkert."),
        document(2, "Svejsecertifikat", "Svejse stål: prøven til dit certifikat."),
        document(3, "Arabisk samtale", "Tal arabisk med andre på biblioteket."),
        document(4, "Samtale på biblioteket", "Tal med andre på arabisk eller dansk."),
        document(5, "Xylofon"),
    ]


def test_what_shares_telling_words_is_alike_and_the_item_itself_is_not(indexed: Indexed) -> None:
    engine = indexed(shelf())
    assert found(engine.similar("course:1", ask())) == [2]
    assert found(engine.similar("course:3", ask()))[0] == 4
    assert engine.similar("course:5", ask()) == ()


def test_a_shared_term_makes_alike_without_a_shared_word(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, "Murer", facets={TOPICS: {"building"}}),
            document(2, "Tømrer", facets={TOPICS: {"building"}}),
            document(3, "Frisør", facets={TOPICS: {"hair"}}),
        ]
    )
    assert found(engine.similar("course:1", ask())) == [2]


def test_alike_is_looked_for_on_the_readers_shelf_alone(indexed: Indexed) -> None:
    away = {"shelf_all": False, "shelves": frozenset({"0751"})}
    engine = indexed(
        [
            document(1, "Svejsning", facets={TOPICS: {"metal"}}),
            document(2, "Svejsning igen", facets={TOPICS: {"metal"}}, **away),
            document(3, "Mere svejsning", facets={TOPICS: {"metal"}}),
            document(4, "Svejsning til sidst", facets={TOPICS: {"metal"}}),
        ]
    )
    assert found(engine.similar("course:1", ask(size=1))) in ([3], [4])
    hidden = (Selection(keys=frozenset({"course:3"})),)
    assert found(engine.similar("course:1", ask(hidden=hidden))) == [4]
    lifted = (Boost(Selection(keys=frozenset({"course:4"})), 5.0),)
    assert found(engine.similar("course:1", ask(boosts=lifted))) == [4, 3]
    assert engine.similar("course:2", ask(municipality=HERE)) == ()
    assert engine.similar("course:99", ask()) == ()


def test_words_page_and_pins_are_not_looked_at(indexed: Indexed) -> None:
    engine = indexed(shelf())
    pinned = (Selection(keys=frozenset({"course:5"})),)
    question = ask("xylofon", page=7, sort="title", pinned=pinned, best=pinned)
    assert found(engine.similar("course:1", question)) == [2]


def test_a_variant_stands_for_its_original(indexed: Indexed) -> None:
    parts = {"shelf_all": False, "shelves": frozenset({HERE})}
    engine = indexed(
        [
            document(1, "Svejsning", "Stål", not_shelves=frozenset({HERE})),
            document(1, "Gartneri", "Blomster", key=f"course:1@{HERE}", **parts),
            document(2, "Blomster", "Gartneri og have"),
            document(3, "Stål", "Svejsning"),
        ]
    )
    assert found(engine.similar("course:1", ask())) == [2]
    assert found(engine.similar("course:1", ask(municipality="0751"))) == [3]
    assert f"course:1@{HERE}" in [hit.key for hit in engine.similar("course:2", ask())]
