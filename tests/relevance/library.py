"""The library as it stands where everything on offer was taken in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cms.library.sharing import WITH_ALL
from cms.search import marks
from cms.search.document import Document
from cms.search.source import LibrarySource


def documents() -> list[Document]:
    """Every document of the library in the database."""
    return list(LibrarySource().all())


def whole_shelf(library: Iterable[Document], code: str) -> Iterator[Document]:
    """A document for every item that the municipality has or could take, all on its shelf.

    Judging needs much to choose from: so what the municipality left out is there as well.
    """
    variants: defaultdict[str, list[Document]] = defaultdict(list)
    for document in library:
        variants[document.item].append(document)
    for found in variants.values():
        base = next(each for each in found if each.key == each.item)
        own = next((each for each in found if each.key == f"{base.item}@{code}"), base)
        if own is not base or code in base.shelves or _is_offered(base):
            yield replace(own, key=base.key, shelf_all=True, not_shelves=frozenset(), shown=None)


def address_of(document: Document) -> str:
    """How the judgements name the item: "course/cv-vaerksted"."""
    (address,) = document.facets[marks.ADDRESS]
    return address


def _is_offered(document: Document) -> bool:
    return bool(document.facets[marks.SHARING] & {sharing.value for sharing in WITH_ALL})
