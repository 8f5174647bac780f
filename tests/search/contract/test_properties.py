"""What must hold for any documents and any question, checked against plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.search.document import Document, Span
from cms.search.engine import Engine
from cms.search.query import SearchQuery, Selection
from tests.search.conftest import ENGINES
from tests.search.examples import ask, document

CODES = ("0101", "0751", "0787")
FIELDS = ("topics", "level")
VALUES = ("x", "y", "z")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS = ("dansk", "kursus", "samtale")
EVERYTHING_TYPED = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'()[]{}+-*~^:\\/&|!?<>=AND OR NOT 😀é\u200d\u0301æøåدر", max_size=60),
    st.text(min_size=1, max_size=20).map(lambda text: (text * 10_000)[:10_000]),
    st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cn"]), max_size=20),
)

codes = st.frozensets(st.sampled_from(CODES))
moments = st.none() | st.integers(-2, 2).map(lambda days: NOW + timedelta(days=days))
spans = st.none() | st.builds(Span, start=moments, end=moments)
facets = st.dictionaries(st.sampled_from(FIELDS), st.sets(st.sampled_from(VALUES), min_size=1))
some_facets = st.dictionaries(
    st.sampled_from(FIELDS), st.sets(st.sampled_from(VALUES), min_size=1), min_size=1
)


@st.composite
def shelved(draw: st.DrawFn) -> list[Document]:
    """Up to eight documents, each on shelves of its own."""
    count = draw(st.integers(0, 8))
    return [
        document(
            number,
            draw(st.sampled_from(WORDS)),
            type=draw(st.sampled_from(("course", "article"))),
            shelf_all=draw(st.booleans()),
            shelves=draw(codes),
            not_shelves=draw(codes),
            facets=draw(facets),
            shown=draw(spans),
            unseen=draw(spans),
        )
        for number in range(count)
    ]


def found(engine: Engine, query: SearchQuery) -> set[str]:
    return {hit.key for hit in engine.search(query).hits}


def keys(documents: Iterable[Document]) -> set[str]:
    return {each.key for each in documents}


def has(each: Document, filters: dict[str, set[str]], without: str = "") -> bool:
    asked = {name: values for name, values in filters.items() if values and name != without}
    return all(values & each.facets.get(name, frozenset()) for name, values in asked.items())


@pytest.mark.parametrize("name", sorted(ENGINES))
@settings(max_examples=25)
@given(documents=shelved())
def test_a_document_is_found_just_where_it_stands(name: str, documents: list[Document]) -> None:
    with TemporaryDirectory() as folder:
        engine = ENGINES[name](Path(folder))
        engine.rebuild(documents)
        for code in (*CODES, "0999"):
            standing = [each for each in documents if each.stands_on(code, NOW)]
            assert found(engine, ask(municipality=code, now=NOW)) == keys(standing)
            for word in WORDS:
                expected = [each for each in standing if each.title == word]
                assert found(engine, ask(word, municipality=code, now=NOW)) == keys(expected)
                suggested = engine.suggest(word[:3], code, "da", now=NOW)
                assert {each.text for each in suggested} == {each.title for each in expected}


@pytest.mark.parametrize("name", sorted(ENGINES))
@settings(max_examples=25)
@given(
    documents=shelved(),
    filters=st.dictionaries(st.sampled_from(FIELDS), st.sets(st.sampled_from(VALUES))),
    types=st.sets(st.sampled_from(("course", "article")), max_size=1),
)
def test_facets_count_as_one_would_by_hand(
    name: str, documents: list[Document], filters: dict[str, set[str]], types: set[str]
) -> None:
    with TemporaryDirectory() as folder:
        engine = ENGINES[name](Path(folder))
        engine.rebuild(documents)
        kinds_too = (*FIELDS, "type")
        question = ask(filters=filters, types=tuple(types), facets=kinds_too, now=NOW)
        result = engine.search(question)
        here = [each for each in documents if each.stands_on(question.municipality, NOW)]
        typed = [each for each in here if not types or each.type in types]
        hits = [each for each in typed if has(each, filters)]
        assert {hit.key for hit in result.hits} == keys(hits)
        assert result.total == len(hits)
        for field in FIELDS:
            others = [each for each in typed if has(each, filters, without=field)]
            values = Counter(value for each in others for value in each.facets.get(field, ()))
            assert dict(result.facets[field]) == values
        kinds = Counter(each.type for each in here if has(each, filters))
        assert dict(result.facets["type"]) == kinds


@pytest.mark.parametrize("name", sorted(ENGINES))
@settings(max_examples=25)
@given(documents=shelved(), chosen=some_facets, spared=some_facets)
def test_hidden_is_what_the_selection_says(
    name: str, documents: list[Document], chosen: dict[str, set[str]], spared: dict[str, set[str]]
) -> None:
    def selection(terms: dict[str, set[str]], *without: Selection) -> Selection:
        frozen = {field: frozenset(values) for field, values in terms.items()}
        return Selection(terms=frozen, without=without)

    with TemporaryDirectory() as folder:
        engine = ENGINES[name](Path(folder))
        engine.rebuild(documents)
        hidden = (selection(chosen, selection(spared)),)
        left = [
            each
            for each in documents
            if each.stands_on("0787", NOW) and not (has(each, chosen) and not has(each, spared))
        ]
        assert found(engine, ask(hidden=hidden, now=NOW)) == keys(left)


@pytest.fixture(scope="module", params=sorted(ENGINES))
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine with a few documents, for questions that change nothing."""
    engine = ENGINES[request.param](tmp_path_factory.mktemp("index"))
    titles = (
        "Dansk kursus",
        'Jobsamtalen: "klar" <b>nu</b>',
        "دورة",
        "Курс",
        "C++ og e-mail",
        "😀",
    )
    engine.rebuild([document(number, title, title * 3) for number, title in enumerate(titles)])
    return engine


@settings(max_examples=30)
@given(words=EVERYTHING_TYPED, language=st.sampled_from(("da", "en", "ar", "ru", "", "xx")))
def test_nothing_that_is_typed_fails(filled: Engine, words: str, language: str) -> None:
    result = filled.search(ask(words, language=language, facets=("topics",)))
    assert result.total >= len(result.hits)
    assert len(filled.suggest(words, "0787", language)) <= 8
    for hit in result.hits:
        bare = hit.snippet.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in bare
        assert hit.snippet.count("<mark>") == hit.snippet.count("</mark>")


@settings(max_examples=30)
@given(
    code=EVERYTHING_TYPED.filter(bool),
    field=EVERYTHING_TYPED,
    value=EVERYTHING_TYPED,
)
def test_nothing_that_a_program_sends_fails(
    filled: Engine, code: str, field: str, value: str
) -> None:
    chosen = Selection(types=frozenset({value}), terms={field: {value}}, keys=frozenset({value}))
    question = ask(
        municipality=code,
        filters={field: {value}},
        types=(value,),
        hidden=(chosen,),
        pinned=(chosen,),
        facets=(field,),
    )
    assert filled.search(question).total == 0


@settings(max_examples=30)
@given(title=EVERYTHING_TYPED, text=EVERYTHING_TYPED, facet=EVERYTHING_TYPED)
def test_any_text_can_be_indexed(filled: Engine, title: str, text: str, facet: str) -> None:
    filled.replace(
        "course:99", [document(99, title, text, facets={"topics": {facet}, facet: {"x"}})]
    )
    assert "course:99" in {hit.key for hit in filled.search(ask()).hits}
    filled.delete("course:99")
