"""The declared attributes of this installation, and which values each may have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings

from cms.citizens.words import NO, YES, yes_no_labels
from cms.declarations.attribute_file import read_attributes
from cms.declarations.attributes import Attribute
from cms.declarations.catalogue import current
from cms.library.languages import CONTENT_LANGUAGES

ATTRIBUTE_FILE = ("citizens", "attributes.yaml")


@lru_cache(maxsize=1)
def attributes() -> Mapping[str, Attribute]:
    """Every declared attribute by name, read once a process. Raises DeclarationError."""
    catalogue = current()
    return read_attributes(catalogue.folder.joinpath(*ATTRIBUTE_FILE), catalogue.vocabularies)


def asked_attributes() -> dict[str, Attribute]:
    """The attributes that a citizen can answer."""
    return {name: one for name, one in attributes().items() if one.is_asked}


def options(attribute: Attribute, language: str) -> dict[str, str]:
    """The allowed values with their labels in that language; empty where anything may be said."""
    match attribute.kind:
        case "choice" | "choices":
            choices = attribute.choices or {}
            return {value: label.in_language(language) for value, label in choices.items()}
        case "terms":
            vocabulary = current().vocabularies[attribute.vocabulary or ""]
            return {term.slug: term.labels.in_language(language) for term in vocabulary.terms}
        case "yes_no":
            return dict(zip((YES, NO), yes_no_labels(), strict=True))
        case "language":
            return dict(settings.LANGUAGES)
        case "languages":
            return dict(CONTENT_LANGUAGES)
    return {}
