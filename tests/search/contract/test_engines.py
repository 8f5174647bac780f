"""What every engine does, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from cms.search.document import Place
from cms.search.engine import Batch, Engine, Position
from cms.search.errors import IndexUnusable
from cms.search.query import Boost, Near, Selection
from tests.search.conftest import Indexed
from tests.search.examples import HERE, ask, document, documents, numbers, titles

ELSEWHERE = "0751"


def test_an_overlay_stands_instead_of_its_original(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, "Jobmesse i hallen", not_shelves=frozenset({ELSEWHERE})),
            document(
                1,
                "Jobmesse på havnen",
                key=f"course:1@{ELSEWHERE}",
                shelf_all=False,
                shelves=frozenset({ELSEWHERE}),
            ),
        ]
    )
    assert titles(engine.search(ask("jobmesse"))) == ["Jobmesse i hallen"]
    there = engine.search(ask("jobmesse", municipality=ELSEWHERE))
    assert [hit.key for hit in there.hits] == [f"course:1@{ELSEWHERE}"]
    assert engine.search(ask("hallen", municipality=ELSEWHERE)).total == 0


def test_a_star_is_no_municipality(indexed: Indexed) -> None:
    engine = indexed([document(1, not_shelves=frozenset({"*"})), document(2)])
    assert numbers(engine.search(ask(municipality="*"))) == [2]


def test_types_and_filters_narrow(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, facets={"level": {"a"}, "topics": {"x", "y"}}),
            document(2, facets={"level": {"b"}, "topics": {"x"}}),
            document(3, type="article", facets={"topics": {"y"}}),
        ]
    )
    assert numbers(engine.search(ask(types=("article",)))) == [3]
    assert numbers(engine.search(ask(filters={"topics": {"y"}}))) == [1, 3]
    assert numbers(engine.search(ask(filters={"topics": {"x", "y"}, "level": {"b"}}))) == [2]
    assert engine.search(ask(filters={"unknown": {"x"}})).total == 0


def test_facets_count_over_all_other_filters(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, "Dansk", facets={"level": {"a"}, "topics": {"x"}}),
            document(2, "Dansk", facets={"level": {"b"}, "topics": {"x", "y"}}),
            document(3, "Svejsning", facets={"level": {"b"}, "topics": {"x"}}),
        ]
    )
    question = ask("dansk", filters={"level": {"b"}}, facets=("level", "topics", "nothing"))
    result = engine.search(question)
    assert result.total == 1
    assert result.facets["level"] == (("a", 1), ("b", 1))
    assert result.facets["topics"] == (("x", 1), ("y", 1))
    assert result.facets["nothing"] == ()


def test_types_are_counted_like_a_facet(indexed: Indexed) -> None:
    engine = indexed([document(1), document(2), document(3, type="article")])
    result = engine.search(ask(types=("article",), facets=("type",)))
    assert result.facets["type"] == (("course", 2), ("article", 1))


def test_hidden_items_are_not_found_counted_or_suggested(indexed: Indexed) -> None:
    engine = indexed([document(1, "Svejsekursus", facets={"topics": {"x"}}), document(2, "Dansk")])
    hidden = (Selection(terms={"topics": {"x"}}),)
    assert numbers(engine.search(ask(hidden=hidden))) == [2]
    assert engine.search(ask(hidden=hidden, facets=("topics",))).facets["topics"] == ()
    assert engine.search(ask("svejsekursu", hidden=hidden)).suggestion == ""


def test_a_selection_is_types_and_terms_and_keys_but_not_those_without(indexed: Indexed) -> None:
    engine = indexed([document(number, facets={"topics": {"x"}}) for number in (1, 2, 3)])
    chosen = Selection(
        types=frozenset({"course"}),
        terms={"topics": {"x"}},
        keys=frozenset({"course:1", "course:2"}),
        without=(Selection(keys=frozenset({"course:2"})),),
    )
    assert numbers(engine.search(ask(hidden=(chosen,)))) == [2, 3]


def test_boosts_multiply_and_pins_come_first(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, "Dansk", facets={"topics": {"x"}}),
            document(2, "Dansk for begyndere", facets={"topics": {"y"}}),
            document(3, "Noget helt andet, og så dansk", facets={"topics": {"z"}}),
        ]
    )
    assert numbers(engine.search(ask("dansk"))) == [1, 2, 3]
    boosts = (Boost(Selection(terms={"topics": {"z"}}), 5),)
    lifted = engine.search(ask("dansk", boosts=boosts))
    plain = engine.search(ask("dansk"))
    assert numbers(lifted) == [3, 1, 2]
    assert lifted.hits[0].score == pytest.approx(plain.hits[2].score * 6, rel=1e-4)
    pinned = (Selection(keys=frozenset({"course:2"})), Selection(keys=frozenset({"course:3"})))
    assert numbers(engine.search(ask("dansk", pinned=pinned))) == [2, 3, 1]
    assert numbers(engine.search(ask("begyndere", pinned=pinned))) == [2]


def test_pages_of_pinned_and_others_join_without_gap(indexed: Indexed) -> None:
    engine = indexed(documents(*["Ens titel"] * 23))
    pinned = (Selection(keys=frozenset({"course:9", "course:4"})),)
    whole = numbers(engine.search(ask(pinned=pinned, size=100)))
    pages = [engine.search(ask(pinned=pinned, size=5, page=page)) for page in range(1, 7)]
    assert whole[:2] == [4, 9]
    assert [number for page in pages for number in numbers(page)] == whole
    assert {page.total for page in pages} == {23}


def test_equals_are_ordered_by_newness_and_then_by_number(indexed: Indexed) -> None:
    newest = datetime(2026, 5, 1, tzinfo=UTC)
    engine = indexed(
        [
            document(3, "Ens"),
            document(1, "Ens"),
            document(2, "Ens", published=newest - timedelta(days=1)),
            document(4, "Ens", published=newest),
        ]
    )
    assert numbers(engine.search(ask("ens"))) == [4, 2, 1, 3]
    assert numbers(engine.search(ask(sort="newest"))) == [4, 2, 1, 3]


def test_the_order_is_the_same_however_the_index_came_about(
    make_engine: Callable[[], Engine], indexed: Indexed
) -> None:
    made = documents(*["Ens titel"] * 12)
    whole = numbers(indexed(made).search(ask("titel", size=12)))
    make_engine().rebuild(made[6:])
    for each in reversed(made[:6]):
        make_engine().replace(each.item, [each])
    assert numbers(make_engine().search(ask("titel", size=12))) == whole


def test_other_orders(indexed: Indexed) -> None:
    day = datetime(2026, 5, 1, tzinfo=UTC)
    engine = indexed(
        [
            document(1, "Ål", date=day + timedelta(days=2), place=Place(55.0, 10.0)),
            document(2, "zebra", date=day, place=Place(55.2, 10.0)),
            document(3, "Æble", place=Place(55.1, 10.0)),
        ]
    )
    assert numbers(engine.search(ask(sort="title"))) == [2, 3, 1]
    assert numbers(engine.search(ask(sort="soonest"))) == [2, 1, 3]
    near = Near(55.0, 10.0, 50)
    assert numbers(engine.search(ask(sort="nearest", near=near))) == [1, 3, 2]


def test_a_circle_is_round(indexed: Indexed) -> None:
    # Thisted; Nykøbing Mors is 21 km away, Aalborg 77, and a corner of the box lies outside.
    engine = indexed(
        [
            document(1, place=Place(56.7932, 8.8529)),
            document(2, place=Place(57.0488, 9.9217)),
            document(3, place=Place(56.9559 + 0.19, 8.6949 + 0.35)),
            document(4),
        ]
    )
    assert numbers(engine.search(ask(near=Near(56.9559, 8.6949, 25)))) == [1]
    assert numbers(engine.search(ask(near=Near(56.9559, 8.6949, 100)))) == [1, 2, 3]


def test_snippets_mark_the_words_and_are_safe(indexed: Indexed) -> None:
    text = "Først <script>alert('x')</script> & så " + "fyld " * 80 + "en jobsamtale med chefen."
    engine = indexed([document(1, "Samtalen <b>", text)])
    hit = engine.search(ask("samtale")).hits[0]
    assert hit.title_snippet == "<mark>Samtalen</mark> &lt;b&gt;"
    assert "en <mark>jobsamtale</mark> med chefen." in hit.snippet
    assert hit.snippet.startswith("… ")
    plain = engine.search(ask()).hits[0].snippet
    assert plain.startswith("Først &lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; så")
    assert plain.endswith(" …")


def test_typing_ahead_finds_titles(indexed: Indexed) -> None:
    engine = indexed(
        [
            *documents("Danskkursus", "Kursus i dansk", "Jobsamtalen", "Årets jobmesse", "Dansk"),
            document(6, "Dansk i Aarhus", shelf_all=False, shelves=frozenset({ELSEWHERE})),
        ]
    )

    def ahead(words: str, municipality: str = HERE) -> list[str]:
        return [each.text for each in engine.suggest(words, municipality, "da")]

    assert ahead("da") == ["Dansk", "Danskkursus", "Kursus i dansk"]
    assert ahead("KURS") == ["Kursus i dansk", "Danskkursus"]
    assert ahead("samta") == ["Jobsamtalen"]
    assert ahead("aaret") == ["Årets jobmesse"]
    assert ahead("dansk kur") == ["Kursus i dansk", "Danskkursus"]
    assert "Dansk i Aarhus" in ahead("dan", ELSEWHERE)
    assert ahead("") == ahead('"') == ahead("xyz") == []


def test_hidden_titles_are_not_suggested(indexed: Indexed) -> None:
    engine = indexed(documents("Dansk", "Dansk kursus"))
    hidden = (Selection(keys=frozenset({"course:1"})),)
    found = engine.suggest("dan", HERE, "da", hidden)
    assert [each.text for each in found] == ["Dansk kursus"]


def test_titles_said_twice_are_suggested_once(indexed: Indexed) -> None:
    found = indexed(documents("Dansk", "Dansk", "dansk")).suggest("dan", HERE, "da")
    assert [each.key for each in found] == ["course:1"]


def test_changes_are_seen_by_others_at_once(make_engine: Callable[[], Engine]) -> None:
    writer, reader = make_engine(), make_engine()
    writer.rebuild(documents("Gammel titel"))
    assert reader.search(ask("gammel")).total == 1
    writer.replace("course:1", documents("Ny titel"))
    assert reader.search(ask("gammel")).total == 0
    assert reader.search(ask("ny")).total == 1
    writer.delete("course:1")
    assert reader.search(ask()).total == reader.count() == 0


def test_replacing_an_item_replaces_all_its_variants(indexed: Indexed) -> None:
    variant = document(
        1, "Lokal", key="course:1@0751", shelf_all=False, shelves=frozenset({"0751"})
    )
    engine = indexed([document(1, "Fælles", not_shelves=frozenset({"0751"})), variant])
    engine.replace("course:1", [document(1, "Fælles igen")])
    assert engine.count() == 1
    assert titles(engine.search(ask(municipality="0751"))) == ["Fælles igen"]


def test_an_index_knows_how_far_it_has_come(make_engine: Callable[[], Engine]) -> None:
    engine = make_engine()
    assert engine.position() is None
    engine.rebuild(documents("Et"), Position(3, "then"))
    batch = Batch({"course:2": [document(2, "To")]}, Position(7, "now"))
    seen: list[Position | None] = []

    def read(position: Position | None) -> Batch:
        seen.append(position)
        return batch

    assert engine.advance(read)
    assert seen == [Position(3, "then")]
    assert make_engine().position() == Position(7, "now")
    assert not engine.advance(lambda _position: None)
    assert engine.count() == 2


def test_a_failing_read_changes_nothing(indexed: Indexed) -> None:
    engine = indexed(documents("Et"))

    def fail(_position: Position | None) -> Batch:
        raise LookupError

    with pytest.raises(LookupError):
        engine.advance(fail)
    assert (engine.count(), engine.position()) == (1, None)
    engine.replace("course:2", [document(2)])
    assert engine.count() == 2


def test_without_an_index_the_way_out_is_named(engine: Engine) -> None:
    with pytest.raises(IndexUnusable, match="search_index rebuild"):
        engine.search(ask())
    with pytest.raises(IndexUnusable, match="search_index rebuild"):
        engine.replace("course:1", documents("Et"))


def test_rebuilding_tells_its_progress(engine: Engine) -> None:
    told: list[int] = []
    assert engine.rebuild(documents(*["Et"] * 450), progress=told.append) == 450
    assert told == [200, 400, 450]
