"""Declared texts in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from cms.declarations import FieldDeclaration, Text, current
from cms.library.languages import CONTENT_LANGUAGES


def language() -> str:
    """The active language's two-letter code; Danish when none is active."""
    return (get_language() or "da")[:2]


def term_labels(vocabulary: str, language: str) -> dict[str, str]:
    """What the words of a vocabulary are called, by slug, in the order they are declared."""
    terms = current().vocabularies[vocabulary].terms
    return {term.slug: term.labels.in_language(language) for term in terms}


def value_labels(field: FieldDeclaration, language: str) -> dict[str, str]:
    """What each value that a facet of this field can have is called, in the declared order."""
    if field.kind == "terms":
        return term_labels(str(field.vocabulary), language)
    if field.kind == "language":
        return dict(CONTENT_LANGUAGES)
    return {value: label.in_language(language) for value, label in (field.choices or {}).items()}


def _translate(text: Text) -> str:
    return text.in_language(language())


translated: Any = lazy(_translate, str)
