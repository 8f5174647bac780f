"""What a declared field says, in words that one could search for."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import translation

from cms.declarations.model import LANGUAGES, ContentType, FieldDeclaration, Text
from cms.library.languages import CONTENT_LANGUAGES, LANGUAGE_NAMES
from cms.library.models import Item, ItemTerm
from cms.library.scope import everything
from cms.library.sharing import WITH_ALL

_TAG = re.compile(r"<[^>]*>")
_PUBLIC = "public"


def is_searched(field: FieldDeclaration) -> bool:
    """Whether the declaration gives the field a part in search, and everybody may read it."""
    return field.search is not None and field.access == _PUBLIC


def is_filtered(field: FieldDeclaration) -> bool:
    """Whether one may filter by the field."""
    return field.kind in {"choice", "terms", "language"} and field.access == _PUBLIC


def is_prose(field: FieldDeclaration) -> bool:
    """Whether the field is something to read, rather than a label in every language."""
    return field.kind in {"text", "rich_text", "blocks", "place"}


def text_of(field: FieldDeclaration, value: Any, terms: Iterable[ItemTerm]) -> str:
    """The field's value in words; "" for kinds that hold none."""
    if field.kind == "terms":
        labels = [label for row in terms for label in row.term.labels.values()]
        return " ".join(dict.fromkeys(labels))
    make = _MAKERS.get(field.kind)
    return "" if make is None or value in (None, "") else make(field, value).strip()


def type_words(declaration: ContentType) -> str:
    """What items of the type are called, in every language."""
    labels = [declaration.labels.in_language(language) for language in LANGUAGES]
    return " ".join(dict.fromkeys(word for label in labels for word in (label.one, label.many)))


def language_words(code: str) -> str:
    """What a language is called: in itself, and in the portal's languages."""
    if code not in LANGUAGE_NAMES:
        return ""
    names = [CONTENT_LANGUAGES[code]]
    for language in LANGUAGES:
        with translation.override(language):
            names.append(str(LANGUAGE_NAMES[code]))
    return " ".join(dict.fromkeys(names))


def bare(markup: str) -> str:
    """Rich text without its tags."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def _blocks(_field: FieldDeclaration, value: Any) -> str:
    found = value.stream_block.get_searchable_content(value)
    return " ".join(bare(str(text)) for text in found)


def _in_every_language(text: Text) -> str:
    return " ".join(dict.fromkeys(text.in_language(language) for language in LANGUAGES))


def _choice(field: FieldDeclaration, value: Any) -> str:
    label = (field.choices or {}).get(str(value))
    return _in_every_language(label) if label else ""


def _reference(field: FieldDeclaration, value: Any) -> str:
    with everything("search indexing"):
        items: list[Item] = list(value.all()) if field.many else [value]
    # What isn't published or isn't for all must not be found through what points at it.
    return " ".join(str(item) for item in items if item.live and item.sharing in WITH_ALL)


_MAKERS: dict[str, Callable[[FieldDeclaration, Any], str]] = {
    "text": lambda _field, value: str(value),
    "place": lambda _field, value: str(value),
    "number": lambda _field, value: str(value),
    "rich_text": lambda _field, value: bare(str(value)),
    "blocks": _blocks,
    "choice": _choice,
    "language": lambda _field, value: CONTENT_LANGUAGES.get(str(value), ""),
    "reference": _reference,
}
