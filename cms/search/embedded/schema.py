"""How a document lies in the embedded index.

Words are understood before they come here (cms.search.analysis), so tantivy only parts them at
spaces. Every text goes to one of four strengths; each strength has a field of stems and one of
compounds' parts. Raise `VERSION` when anything here changes: a new index is then built beside
the old one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

import orjson
import tantivy

from cms.search.analysis.analyser import Analyser
from cms.search.analysis.folding import fold
from cms.search.analysis.tokens import spellings_of
from cms.search.document import Document, Span, Wording
from cms.search.embedded.cells import cells_of
from cms.search.embedded.moments import milliseconds, newest, soonest
from cms.search.fingerprints import fingerprint_of
from cms.search.marks import VOCABULARY
from cms.shared.alphabet import alphabetical

VERSION = 8
STRENGTHS: Final = (1, 2, 4, 8)
TITLE_STRENGTH: Final = 8
EVERYWHERE = "*"
SEPARATOR = "\x1f"
# First and last moment of a document's spans; only documents with a span have them.
SHOWN: Final = ("shown_from", "shown_until")
UNSEEN: Final = ("unseen_from", "unseen_until")
EARLIEST: Final = -(2**60)
LATEST: Final = 2**60
_VALUE_LENGTH = 200
_STORED_TEXT = 8000
_PREFIX_LENGTH = 20


def build_schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    for name in ("item", "shelf", "timed_shelf", "not_shelf", "facet", "cell"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title_order", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("counted", fast=True, tokenizer_name="raw", index_option="basic")
    for strength in STRENGTHS:
        for kind in ("stem", "part"):
            builder.add_text_field(f"{kind}_{strength}", tokenizer_name="whitespace")
    for name in ("exact", "spelling", "prefix", "inner_prefix"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("newest", "soonest", "published", "item_id"):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("quality", fast=True)
    for name in ("date", *SHOWN, *UNSEEN):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("latitude", "longitude"):
        builder.add_float_field(name, fast=True)
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def strength_of(weight: float) -> int:
    """The strength nearest above a declared weight; the greatest for all beyond it."""
    return next((strength for strength in STRENGTHS if weight <= strength), STRENGTHS[-1])


def facet_token(field: str, value: str) -> str:
    """How a field's value stands in the index."""
    return f"{field}{SEPARATOR}{value}"[:_VALUE_LENGTH]


def counted_in(field: str) -> str:
    """The column in which a field's values are counted: a short name, whatever the field's is."""
    return blake2b(clean(field).encode(), digest_size=8).hexdigest()


def number_of(key: str) -> int:
    """A number of 63 bits that stands for a document's key."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def to_index(document: Document, analyser: Analyser) -> tantivy.Document:
    """`document` as tantivy takes it."""
    made = tantivy.Document()
    made.add_text("item", document.item)
    made.add_unsigned("number", number_of(document.key))
    made.add_integer("item_id", document.item_id)
    made.add_bytes("stored", orjson.dumps(shown(document)))
    made.add_text("title_order", alphabetical(clean(document.title)))
    _add_shelves(made, document)
    _add_facets(made, document)
    _add_numbers(made, document)
    _add_words(made, document, analyser)
    return made


def clean(text: str) -> str:
    """`text` without lone surrogates and NUL, which no index can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")


def shown(document: Document) -> dict[str, Any]:
    """What is kept of a document to show it, in its own language and in others."""
    return {
        "key": document.key,
        "type": document.type,
        "item_id": document.item_id,
        "language": document.language,
        "title": clean(document.title),
        "text": _readable(document),
        "terms": _terms(document),
        "fingerprint": fingerprint_of(document),
        # By language: what a reader of it is shown instead.
        "said": {
            said.language: {"title": clean(said.title), "text": _readable(said)}
            for said in document.translations
        },
    }


def _terms(document: Document) -> list[str]:
    """The document's terms of vocabularies, as they stand among its facets."""
    return sorted(
        facet_token(clean(field), clean(value))
        for field, values in document.facets.items()
        if field.startswith(VOCABULARY)
        for value in values
    )


def _readable(said: Document | Wording) -> str:
    texts = said.excerpt or " · ".join(text for text, _ in said.texts if text)
    return clean(texts)[:_STORED_TEXT]


def _add_shelves(made: tantivy.Document, document: Document) -> None:
    shelf = "timed_shelf" if document.shown or document.unseen else "shelf"
    if document.shelf_all:
        made.add_text(shelf, EVERYWHERE)
    for code in sorted(document.shelves):
        made.add_text(shelf, code)
    for code in sorted(document.not_shelves):
        made.add_text("not_shelf", code)


def _add_facets(made: tantivy.Document, document: Document) -> None:
    counted: defaultdict[str, list[str]] = defaultdict(list)
    for field, token in _facets(document):
        made.add_text("facet", token)
        # With the separator before it no value looks like a date, which JSON would make of it.
        value = token[len(clean(field)) :]
        if value.startswith(SEPARATOR):
            counted[counted_in(field)].append(value)
    made.add_json("counted", dict(counted))


def facet_tokens(document: Document) -> Iterator[str]:
    """Everything that the document may be filtered or counted by, its type too."""
    return (token for _, token in _facets(document))


def _facets(document: Document) -> Iterator[tuple[str, str]]:
    """The fields with the tokens of their values."""
    yield "type", facet_token("type", document.type)
    for field, values in sorted(document.facets.items()):
        for value in sorted(values):
            yield field, facet_token(clean(field), clean(value))


def _add_numbers(made: tantivy.Document, document: Document) -> None:
    for name in ("published", "date"):
        moment: datetime | None = getattr(document, name)
        if moment is not None:
            made.add_integer(name, milliseconds(moment))
    made.add_integer("newest", newest(document.published, document.item_id))
    made.add_integer("soonest", soonest(document.date, document.item_id))
    made.add_float("quality", document.quality)
    _add_span(made, SHOWN, document.shown)
    _add_span(made, UNSEEN, document.unseen)
    if document.place is not None:
        made.add_float("latitude", float(document.place.latitude))
        made.add_float("longitude", float(document.place.longitude))
        for name in cells_of(document.place):
            made.add_text("cell", name)


def _add_span(made: tantivy.Document, names: tuple[str, str], span: Span | None) -> None:
    if span is not None:
        start, end = names
        made.add_integer(start, EARLIEST if span.start is None else milliseconds(span.start))
        made.add_integer(end, LATEST if span.end is None else milliseconds(span.end))


def _add_words(made: tantivy.Document, document: Document, analyser: Analyser) -> None:
    for field, texts in word_fields(document, analyser).items():
        for text in texts:
            made.add_text(field, text)


def word_fields(document: Document, analyser: Analyser) -> dict[str, list[str]]:
    """By field, the document's words as tokens with spaces between; one string a text."""
    fields: defaultdict[str, list[str]] = defaultdict(list)
    exact: list[str] = []
    spelt: set[str] = set()
    for text, weight, language in _all_texts(document):
        strength = strength_of(weight)
        words = spellings_of(clean(text))
        spelt.update(word.lower() for word in words)
        understood = [analyser.word(word, language) for word in words]
        stems = [stem for word in understood for stem in word.stems]
        inner = [token for word in understood for token in word.inner]
        fields[f"stem_{strength}"].append(" ".join(stems))
        fields[f"part_{strength}"].append(" ".join(inner))
        exact.extend(word.exact for word in understood)
    outer, within = _prefixes(document, analyser)
    rest = (("exact", exact), ("spelling", spelt), ("prefix", outer), ("inner_prefix", within))
    for name, tokens in rest:
        fields[name].append(" ".join(tokens if name == "exact" else sorted(tokens)))
    return dict(fields)


def _said(document: Document) -> tuple[Document | Wording, ...]:
    """What the document says, in its own language and in others."""
    return (document, *document.translations)


def _all_texts(document: Document) -> Iterator[tuple[str, float, str]]:
    """Every text with its weight and language."""
    for said in _said(document):
        yield said.title, float(TITLE_STRENGTH), said.language
        yield from ((text, weight, said.language) for text, weight in said.texts)


def _prefixes(document: Document, analyser: Analyser) -> tuple[set[str], set[str]]:
    """How the words of the title begin, and how the parts of its compounds do."""
    outer: set[str] = set()
    inner: set[str] = set()
    for said in _said(document):
        for word in spellings_of(clean(said.autocomplete or said.title)):
            outer |= prefixes(fold(word))
            for part in analyser.word(word, said.language).parts:
                inner |= prefixes(part)
    return outer, inner - outer


def prefixes(folded: str) -> set[str]:
    """Everything that one may have typed so far on the way to a word."""
    return {folded[:length] for length in range(1, min(len(folded), _PREFIX_LENGTH) + 1)}
