"""What rules of this installation can choose among, read from the declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from cms.declarations import current
from cms.library.languages import CONTENT_LANGUAGES
from cms.personalisation.selection import Choosable, Selection


@lru_cache(maxsize=1)
def declared_choosable() -> Choosable:
    """Every declared type and term; read once a process."""
    catalogue = current()
    return Choosable(
        types=frozenset(catalogue.content_types),
        terms={
            name: frozenset(term.slug for term in vocabulary.terms)
            for name, vocabulary in catalogue.vocabularies.items()
        },
        languages=frozenset(CONTENT_LANGUAGES),
    )


def with_narrower_terms(selection: Selection) -> Selection:
    """Add the terms below those chosen: who wants transport also gets what is marked lorries."""
    terms = {name: narrower(name, slugs) for name, slugs in selection.terms.items()}
    return replace(selection, terms=terms)


def narrower(vocabulary: str, slugs: Iterable[str]) -> tuple[str, ...]:
    """Give the terms and everything below them, in a fixed order."""
    below, found = _below(vocabulary), list(dict.fromkeys(slugs))
    for slug in found:
        found += [child for child in below.get(slug, ()) if child not in found]
    return tuple(found)


@lru_cache(maxsize=32)
def _below(vocabulary: str) -> Mapping[str, tuple[str, ...]]:
    declared = current().vocabularies.get(vocabulary)
    terms = declared.terms if declared else []
    parents = {term.broader for term in terms if term.broader}
    return {
        parent: tuple(term.slug for term in terms if term.broader == parent) for parent in parents
    }
