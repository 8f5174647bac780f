"""What every engine does with what editors choose: synonyms, and recommended items."""

from __future__ import annotations

from cms.search.query import Selection
from tests.search.conftest import Indexed
from tests.search.examples import ask, document, documents, numbers, titles


def chosen(*keys: str) -> tuple[Selection, ...]:
    """One selection a key."""
    return tuple(Selection(keys=frozenset({key})) for key in keys)


def test_a_readers_synonyms_hold_at_once_and_for_that_reader_alone(indexed: Indexed) -> None:
    engine = indexed(documents("Flexordning i kommunen", "Sæson i hallen"))
    assert engine.search(ask("skånejob")).total == 0
    found = engine.search(ask("skånejob", synonyms=(("skånejob", "flexordning"),)))
    assert titles(found) == ["Flexordning i kommunen"]
    assert engine.search(ask("skånejob")).total == 0


def test_a_phrase_is_a_synonym_too_and_in_both_directions(indexed: Indexed) -> None:
    engine = indexed(documents("Ungdommens uddannelsesvejledning", "UU i Thisted", "Fiskeri"))
    same = (("uu", "ungdommens uddannelsesvejledning"),)
    assert sorted(numbers(engine.search(ask("UU", synonyms=same)))) == [1, 2]
    question = ask("ungdommens uddannelsesvejledning", synonyms=same)
    assert numbers(engine.search(question)) == [1, 2]


def test_the_engines_own_synonyms_still_hold(indexed: Indexed) -> None:
    engine = indexed(documents("Dit levnedsløb: curriculum vitae", "Fiskeri"))
    assert numbers(engine.search(ask("cv", synonyms=(("fangst", "fiskeri"),)))) == [1]


def test_best_come_first_though_the_words_do_not_find_them(indexed: Indexed) -> None:
    engine = indexed(documents("Dagpenge", "Dagpenge og ferie", "Ring til a-kassen"))
    result = engine.search(ask("dagpenge", best=chosen("course:3", "course:2")))
    assert numbers(result) == [3, 2, 1]
    assert [hit.recommended for hit in result.hits] == [True, True, False]
    assert result.total == 3


def test_best_come_alone_when_the_words_find_nothing(indexed: Indexed) -> None:
    engine = indexed(documents("Dagpenge", "Fiskeri"))
    result = engine.search(ask("xylofon", best=chosen("course:2"), facets=("type",)))
    assert numbers(result) == [2]
    assert (result.total, result.facets["type"]) == (1, (("course", 1),))


def test_best_are_counted_once(indexed: Indexed) -> None:
    engine = indexed(documents("Dagpenge", "Fiskeri"))
    result = engine.search(ask("dagpenge", best=chosen("course:1", "course:2"), facets=("type",)))
    assert (result.total, result.facets["type"]) == (2, (("course", 2),))
    pages = [
        numbers(engine.search(ask("dagpenge", best=chosen("course:2"), size=1, page=page)))
        for page in (1, 2, 3)
    ]
    assert pages == [[2], [1], []]


def test_best_never_pass_shelf_rules_filters_or_place(indexed: Indexed) -> None:
    elsewhere = document(1, "Dagpenge", shelf_all=False, shelves=frozenset({"0751"}))
    hidden = document(2, "Dagpenge", facets={"topics": {"x"}})
    engine = indexed([elsewhere, hidden, document(3, "Dagpenge", type="article")])
    best = (*chosen("course:1", "course:2"), *chosen("article:3"))
    rules = (Selection(terms={"topics": {"x"}}),)
    assert numbers(engine.search(ask("xylofon", best=best, hidden=rules))) == [3]
    assert numbers(engine.search(ask("xylofon", best=best, types=("course",)))) == [2]


def test_best_come_before_pins(indexed: Indexed) -> None:
    engine = indexed(documents("Et", "To", "Tre"))
    question = ask(best=chosen("course:3"), pinned=chosen("course:3", "course:2"))
    assert numbers(engine.search(question)) == [3, 2, 1]
