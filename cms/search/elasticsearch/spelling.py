"""Words of the index that are spelt nearly like a typed one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from elasticsearch.dsl import A

from cms.search.analysis.folding import fold
from cms.search.analysis.lists import base_words, spelt_forms
from cms.search.analysis.spelling import Near, Vocabulary, distance, slips_allowed
from cms.search.analysis.stems import LATIN_DEFAULT, language_of, stem
from cms.search.elasticsearch.bodies import body
from cms.search.elasticsearch.clauses import Query, any_of, both
from cms.search.elasticsearch.connection import Asking, Body
from cms.search.embedded.schema import SEPARATOR

_FORMS_A_WORD = 20
_MOST_SPELLINGS = 200
_MOST = 5
_SUGGESTER: Body = {
    "field": "form",
    "suggest_mode": "always",
    "string_distance": "damerau_levenshtein",
    "prefix_length": 0,
    "min_word_length": 4,
    "max_inspections": 10,
    "accuracy": 0.01,
    "max_term_freq": 1_000_000_000,
    "size": _FORMS_A_WORD,
}


@cache
def _shipped() -> Vocabulary:
    """Words that are known without standing in any text."""
    return Vocabulary({}, (*base_words("da"), *spelt_forms("da")))


def forms_of(typed: str) -> set[str]:
    """What a typed word is compared by."""
    folded = fold(typed)
    return {folded, stem(folded, language_of(typed, LATIN_DEFAULT))}


def words_near(asking: Asking, visible: Query, typed: Sequence[str]) -> dict[str, tuple[Near, ...]]:
    """For each typed word, the words on the shelf nearest to it, best first.

    Words that no text has are among them: a text may have another form of them.
    """
    asked = [each for each in typed if slips_allowed(fold(each))]
    if not asked:
        return {}
    forms = _forms_near(asking, asked)
    spelt = _spellings(asking, visible, {form for each in forms.values() for form in each})
    return {each: _ranked(each, forms[each], spelt) for each in asked}


def _forms_near(asking: Asking, typed: Sequence[str]) -> dict[str, dict[str, int]]:
    """For each typed word, the indexed forms near it, with how many letters differ."""
    wishes = {
        f"{at}.{form}": {
            "text": form,
            "term": {**_SUGGESTER, "max_edits": slips_allowed(fold(word))},
        }
        for at, word in enumerate(typed)
        for form in forms_of(word)
    }
    answer = asking.one({"size": 0, "query": {"match_none": {}}, "suggest": wishes})
    found: dict[str, dict[str, int]] = {word: {} for word in typed}
    for name, parts in answer["suggest"].items():
        at, _, form = name.partition(".")
        word = typed[int(at)]
        for option in (option for part in parts for option in part["options"]):
            _note(found[word], str(option["text"]), form, slips_allowed(fold(word)))
    return found


def _note(found: dict[str, int], known: str, form: str, allowed: int) -> None:
    slips = distance(form, known, allowed)
    if slips <= allowed:
        found[known] = min(slips, found.get(known, slips))


def _spellings(asking: Asking, visible: Query, forms: set[str]) -> dict[str, list[tuple[str, int]]]:
    """For each form, the words on the shelf that have it, and in how many documents."""
    if not forms:
        return {}
    begun = "|".join(re.escape(form) for form in sorted(forms))
    spelt = A("terms", field="spelt", include=f"({begun}){SEPARATOR}.*", size=_MOST_SPELLINGS)
    known = both([visible, any_of("form", forms)])
    answer = asking.one(body(known, size=0, aggs={"spelt": spelt.to_dict()}))
    found: dict[str, list[tuple[str, int]]] = {}
    for bucket in answer["aggregations"]["spelt"]["buckets"]:
        form, _, word = str(bucket["key"]).partition(SEPARATOR)
        found.setdefault(form, []).append((word, int(bucket["doc_count"])))
    return found


def _ranked(
    typed: str, forms: dict[str, int], spelt: dict[str, list[tuple[str, int]]]
) -> tuple[Near, ...]:
    first = fold(typed)[:1]
    ranks: dict[str, tuple[int, bool, int, str]] = {}
    for form, slips in forms.items():
        words = spelt.get(form, ())
        best = max(words, key=lambda pair: (fold(pair[0]) == form, pair[1], pair[0]), default=None)
        if best is not None:
            rank = (slips, form[:1] != first, -best[1], best[0])
            ranks[best[0]] = min(rank, ranks.get(best[0], rank))
    for near in _shipped().near(typed):
        if near.word not in ranks:
            ranks[near.word] = (near.slips, fold(near.word)[:1] != first, 0, near.word)
    ranked = sorted(ranks.values())[:_MOST]
    return tuple(Near(word, max(slips, 1)) for slips, _, _, word in ranked)
