"""Units of typed words as scoring Elasticsearch queries, with the embedded engine's weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from elasticsearch.dsl import query as dsl

from cms.search.analysis.analyser import Analysed, Analyser
from cms.search.elasticsearch.clauses import Query
from cms.search.embedded.phrases import Phrase, Unit
from cms.search.embedded.schema import STRENGTHS, TITLE_STRENGTH
from cms.search.embedded.wording import (
    COMPOUND_FACTOR,
    EXACT_BONUS,
    NEIGHBOUR_BONUS,
    OTHER_FIELDS,
    PART_FACTOR,
    PARTLY_FACTOR,
    ROOT_FACTOR,
    SLIP_FACTOR,
    SMALL_WORD_BONUS,
    SYNONYM_FACTOR,
    plain_stems,
)


def _fields(factor: float) -> list[str]:
    kinds = (("stem", 1.0), ("part", PART_FACTOR))
    return [
        f"{kind}_{strength}^{own * strength * factor:g}"
        for kind, own in kinds
        for strength in STRENGTHS
    ]


def unit(typed: Unit, slips: Sequence[tuple[Analysed, int]] = ()) -> Query:
    """Documents that say one of the unit's meanings; `slips` are (word, letters wrong)."""
    own, *others = typed.meanings
    choices = [all_of([word(readings) for readings in own])]
    # A phrase of several words must not outweigh the one word that was typed.
    choices += [_same(each, SYNONYM_FACTOR / len(each)) for each in others]
    choices += [boosted(word((near,)), SLIP_FACTOR**wrong) for near, wrong in slips]
    return best_of(choices)


def partly(typed: Unit) -> Query:
    """Documents that say any part of a compound that was typed."""
    parts = {part for readings in typed.meanings[0] for each in readings for part in each.parts}
    return boosted(best_of([_anywhere(part) for part in sorted(parts)]), PARTLY_FACTOR)


def neighbours(units: Sequence[Unit]) -> list[Query]:
    """Lifts documents where the typed words stand side by side."""
    stems = [stem for each in units for stem in plain_stems(each.meanings[0])]
    if len(stems) < 2:
        return []
    phrase = {"query": " ".join(stems), "slop": 1}
    return [
        dsl.MatchPhrase(**{f"stem_{strength}": {**phrase, "boost": NEIGHBOUR_BONUS * strength}})
        for strength in STRENGTHS
    ]


def small_words(words: Sequence[str], language: str, analyser: Analyser) -> list[Query]:
    """Lifts documents that have the small words, too, in their title."""
    stems = [stem for each in words for stem in analyser.word(each, language).stems]
    boost = SMALL_WORD_BONUS * TITLE_STRENGTH
    return [_term(f"stem_{TITLE_STRENGTH}", stem, boost) for stem in dict.fromkeys(stems)]


def word(readings: Sequence[Analysed]) -> Query:
    """Documents that say the word, in any of its readings."""
    found = best_of([choice for reading in readings for choice in _choices(reading)])
    exact = [
        _term("exact", token, EXACT_BONUS)
        for token in sorted({reading.exact for reading in readings})
    ]
    return dsl.Bool(must=[found], should=exact)


def _same(phrase: Phrase, factor: float) -> Query:
    """A phrase that nobody typed: just its words, not what they are made of."""
    return boosted(all_of([_strictly(readings) for readings in phrase]), factor)


def _strictly(readings: Sequence[Analysed]) -> Query:
    wholes = ([_anywhere(stem) for stem in reading.stems] for reading in readings)
    return best_of([all_of(stems) for stems in wholes])


def _choices(reading: Analysed) -> list[Query]:
    choices = [all_of([_loosely(reading, stem) for stem in reading.stems])]
    if len(reading.stems) > 1:
        choices.append(_anywhere(reading.exact))
    elif len(reading.parts) > 1:
        parts = all_of([_loosely(reading, part) for part in reading.parts])
        choices.append(boosted(parts, COMPOUND_FACTOR))
    return choices


def _loosely(reading: Analysed, token: str) -> Query:
    """A stem or part of the word, or less weightily what it was made from."""
    roots = [_anywhere(root, ROOT_FACTOR) for stem, root in reading.loose if stem == token]
    return best_of([_anywhere(token), *roots])


def _anywhere(token: str, factor: float = 1.0) -> Query:
    """The token as a stem in any text, or less weightily as part of a compound."""
    return dsl.MultiMatch(
        query=token, fields=_fields(factor), type="best_fields", tie_breaker=OTHER_FIELDS
    )


def _term(field: str, token: str, boost: float) -> Query:
    return dsl.Term(**{field: {"value": token, "boost": boost}})


def boosted(query: Query, factor: float) -> Query:
    """`query` with its score multiplied."""
    return dsl.Bool(must=[query], boost=factor)


def best_of(queries: Iterable[Query]) -> Query:
    """Documents that match any; the best match gives the score, the rest add a little."""
    given = list(queries)
    if not given:
        return dsl.MatchNone()
    return given[0] if len(given) == 1 else dsl.DisMax(queries=given, tie_breaker=OTHER_FIELDS)


def all_of(queries: Sequence[Query]) -> Query:
    """Documents that match every one; their scores add up."""
    return queries[0] if len(queries) == 1 else dsl.Bool(must=list(queries))


def some_of(queries: Sequence[Query], least: int) -> Query:
    """Documents that match at least `least`."""
    return dsl.Bool(should=list(queries), minimum_should_match=least)


def ranked_by(query: Query, lifts: Sequence[Query], bonus: float) -> Query:
    """Documents that match `query`, those first that match more of `lifts` as well."""
    gained = [dsl.ConstantScore(filter=lift, boost=bonus) for lift in lifts]
    return dsl.Bool(must=[query], should=gained)
