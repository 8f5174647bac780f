"""A document as Elasticsearch takes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from cms.search.analysis.analyser import Analyser
from cms.search.analysis.folding import fold
from cms.search.analysis.stems import LATIN_DEFAULT, language_of, stem
from cms.search.document import Document, Span
from cms.search.embedded.moments import milliseconds
from cms.search.embedded.schema import (
    EARLIEST,
    EVERYWHERE,
    LATEST,
    SEPARATOR,
    SHOWN,
    UNSEEN,
    clean,
    facet_tokens,
    shown,
    word_fields,
)
from cms.shared.alphabet import alphabetical

_LONGEST_FORM = 40
_HEADING_LENGTH = 300


def to_source(document: Document, analyser: Analyser) -> dict[str, Any]:
    """The fields of `document`, as the mapping has them."""
    kept = shown(document)
    words = word_fields(document, analyser)
    spelt = sorted(_forms(" ".join(words.pop("spelling")).split()))
    return {
        **words,
        **_times(document),
        "key": document.key,
        "item": document.item,
        "item_id": document.item_id,
        "title_order": alphabetical(clean(document.title)),
        "shelf": [*([EVERYWHERE] if document.shelf_all else []), *sorted(document.shelves)],
        "not_shelf": sorted(document.not_shelves),
        "facet": list(facet_tokens(document)),
        "quality": document.quality,
        "place": _place(document),
        "form": " ".join(sorted({pair.partition(SEPARATOR)[0] for pair in spelt})),
        "spelt": spelt,
        "fingerprint": kept["fingerprint"],
        "heading": _heading(kept),
        "shown": kept,
    }


def _times(document: Document) -> dict[str, int]:
    moments = {"published": document.published, "date": document.date}
    found = {name: milliseconds(moment) for name, moment in moments.items() if moment is not None}
    return {**found, **_span(SHOWN, document.shown), **_span(UNSEEN, document.unseen)}


def _span(names: tuple[str, str], span: Span | None) -> dict[str, int]:
    if span is None:
        return {}
    start = EARLIEST if span.start is None else milliseconds(span.start)
    end = LATEST if span.end is None else milliseconds(span.end)
    return dict(zip(names, (start, end), strict=True))


def _place(document: Document) -> dict[str, float] | None:
    if document.place is None:
        return None
    return {"lat": float(document.place.latitude), "lon": float(document.place.longitude)}


def _forms(words: list[str]) -> Iterator[str]:
    """The forms by which a misspelt word may be near to each word, with the word itself."""
    for word in words:
        folded = fold(word)
        if folded.isalpha() and len(folded) <= _LONGEST_FORM:
            for form in {folded, stem(folded, language_of(word, LATIN_DEFAULT))}:
                yield f"{form}{SEPARATOR}{word}"


def _heading(kept: dict[str, Any]) -> str:
    """What a suggestion shows; small, since two hundred are read to give eight."""
    said = {language: _title(each) for language, each in kept["said"].items()}
    heading = {name: kept[name] for name in ("key", "type", "item_id", "language")}
    return orjson.dumps({**heading, **_title(kept), "said": said}).decode()


def _title(kept: dict[str, Any]) -> dict[str, str]:
    return {"title": str(kept["title"])[:_HEADING_LENGTH], "text": ""}
