"""Whether an index says what the database says, document by document, and how to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cms.search.document import Document
from cms.search.engine import Engine
from cms.search.fingerprints import fingerprint_of
from cms.search.outbox import DocumentSource


@dataclass(frozen=True)
class Drift:
    """Keys of documents that an index lacks, has in another state, or should not have."""

    missing: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    surplus: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.missing or self.changed or self.surplus)

    @property
    def items(self) -> list[str]:
        """The keys of the items to write anew."""
        every = self.missing | self.changed | self.surplus
        return sorted({key.partition("@")[0] for key in every})


def drift_of(engine: Engine, source: DocumentSource) -> Drift:
    """How the index differs from the database. Raises `IndexUnusable` when it can't be read.

    What changes while the two are read may be told as a difference; to be sure, look again.
    """
    indexed = dict(engine.fingerprints())
    return _compared(indexed, source.all())


def drift_among(engine: Engine, source: DocumentSource, items: Collection[str]) -> Drift:
    """The drift of some items alone, read anew."""
    wanted = set(items)
    indexed = {key: mark for key, mark in engine.fingerprints() if _item(key) in wanted}
    return _compared(indexed, (each for key in sorted(wanted) for each in _now(source, key)))


def repair(engine: Engine, source: DocumentSource, drift: Drift) -> int:
    """Writes the items that differ anew, as they are in the database; gives how many."""
    for item in drift.items:
        engine.replace(item, _now(source, item))
    return len(drift.items)


def _compared(indexed: dict[str, str], documents: Iterable[Document]) -> Drift:
    missing: set[str] = set()
    changed: set[str] = set()
    for document in documents:
        mark = indexed.pop(document.key, None)
        if mark is None:
            missing.add(document.key)
        elif mark != fingerprint_of(document):
            changed.add(document.key)
    return Drift(frozenset(missing), frozenset(changed), frozenset(indexed))


def _item(key: str) -> str:
    return key.partition("@")[0]


def _now(source: DocumentSource, item: str) -> list[Document]:
    type_name, _, number = item.partition(":")
    return list(source.documents_of(type_name, [int(number)]))
