"""The engine that needs no server: tantivy, embedded in the process, one index a machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import tantivy

from cms.search.analysis import analyser as analysis
from cms.search.analysis.analyser import Analyser
from cms.search.analysis.learning import frequent_words
from cms.search.analysis.lists import FOLDER, shipped_synonyms
from cms.search.document import Document
from cms.search.embedded import schema
from cms.search.embedded.answering import Answering
from cms.search.embedded.cleaning import clean, mark
from cms.search.embedded.folder import REBUILD, Build, IndexFolder
from cms.search.embedded.similar import similar_to
from cms.search.embedded.snapshot import Reader, opened
from cms.search.embedded.suggesting import suggest
from cms.search.engine import Changes, Position, Progress, ReadBatch, no_progress
from cms.search.errors import IndexUnusable
from cms.search.leftovers import Leftover, Tidying
from cms.search.query import SearchQuery, Selection, SynonymGroups
from cms.search.result import Hit, SearchResult, Suggestion

_SMALL_HEAP = 15_000_000
_LARGE_HEAP = 100_000_000
_PROGRESS_STEP = 200


def folder_name() -> str:
    """Names what an index depends on: schema, analysis, word lists, tantivy's own format."""
    digest = blake2b(digest_size=6)
    for path in sorted(FOLDER.glob("*/*.txt")):
        if path.stem != "synonyms":  # synonyms are applied to the question, not to the index
            digest.update(path.read_bytes())
    digest.update(version("tantivy").encode())
    return f"v{schema.VERSION}.{analysis.VERSION}-{digest.hexdigest()}"


class TantivyEngine:
    """See `cms.search.engine.Engine`. Several threads and processes may share one folder."""

    def __init__(
        self,
        root: Path,
        synonyms: SynonymGroups | None = None,
        wait_seconds: float = 10.0,
    ) -> None:
        """`root` holds the index; `wait_seconds` is how long to wait for another writer."""
        self.folder = IndexFolder(root, folder_name(), wait_seconds)
        self._tidying = Tidying(self.clean)
        self._reader = Reader(self.folder, shipped_synonyms() if synonyms is None else synonyms)

    def replace(self, item: str, documents: Sequence[Document]) -> None:
        """Lets `documents` be all that the index knows of the item with this key."""
        with self.folder.writing():
            self._write(self.folder.current(), {item: documents})

    def delete(self, item: str) -> None:
        """Forgets the item with this key and all its variants."""
        self.replace(item, ())

    def advance(self, read: ReadBatch, wait_seconds: float | None = None) -> bool:
        """Applies the batch that `read` gives for the index's position; tells whether it did."""
        with self.folder.writing(wait_seconds):
            build = self.folder.current()
            batch = read(build.position())
            if batch is None:
                return False
            if batch.changes:
                self._write(build, batch.changes)
            # Written after the commit: after a crash in between, changes are applied twice,
            # which does no harm, and never lost.
            build.write_position(batch.position)
        return True

    def rebuild(
        self,
        documents: Iterable[Document],
        position: Position | None = None,
        progress: Progress = no_progress,
    ) -> int:
        """Builds a new index beside the live one and swaps; gives the number of documents.

        When another process was already building one, waits for that one and takes it.
        """
        before = self.folder.current_name()
        with self.folder.rebuilding():
            if self.folder.current_name() != before:
                return self.count()
            build = self.folder.new_build()
            count = self._fill(build, list(documents), progress)
            if position is not None:
                build.write_position(position)
            with self.folder.writing():
                self.folder.go_live(build)
        self._tidying.now()
        return count

    def search(self, query: SearchQuery) -> SearchResult:
        """Answers a question."""
        snapshot = self._reader.snapshot()
        try:
            return Answering(snapshot, query).answer()
        except (ValueError, OSError) as error:
            raise self._unusable(error) from error

    def suggest(
        self,
        words: str,
        municipality: str,
        language: str,
        hidden: Sequence[Selection] = (),
        now: datetime | None = None,
    ) -> tuple[Suggestion, ...]:
        """Titles that begin like what is being typed, but for those of hidden items."""
        snapshot = self._reader.snapshot()
        try:
            moment = now or datetime.now(UTC)
            return suggest(snapshot, words, municipality, moment, language, hidden)
        except (ValueError, OSError) as error:
            raise self._unusable(error) from error

    def similar(self, item: str, query: SearchQuery) -> tuple[Hit, ...]:
        """Items most like the one with this key, best first, at most `query.size`."""
        snapshot = self._reader.snapshot()
        try:
            return similar_to(snapshot, item, query)
        except (ValueError, OSError) as error:
            raise self._unusable(error) from error

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """The key and the fingerprint of every document."""
        return self._reader.snapshot().fingerprints()

    def count(self) -> int:
        """The number of documents in the index."""
        return int(self._reader.snapshot().searcher.num_docs)

    def position(self) -> Position | None:
        """How far the index has come, or None before the first rebuild."""
        if not self.folder.current_name():
            return None
        self._tidying.when_due()
        return self.folder.current().position()

    def clean(self, now: datetime | None = None) -> list[Leftover]:
        """Marks its own folder as used and removes those that no release has used for a day."""
        moment = now or datetime.now(UTC)
        mark(self.folder.path, moment)
        return clean(self.folder.path, moment)

    def glance(self) -> Position | None:
        """The same: two small files are read."""
        return self.position()

    def _write(self, build: Build, changes: Changes) -> None:
        index = opened(build.path)
        analyser = self._reader.analyser_of(build)
        try:
            writer = index.writer(_SMALL_HEAP, 1)
            for item, documents in changes.items():
                writer.delete_documents_by_term("item", item)
                for document in documents:
                    writer.add_document(schema.to_index(document, analyser))
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise self._unusable(error) from error

    def _fill(self, build: Build, documents: list[Document], progress: Progress) -> int:
        learnt = frequent_words(_danish_texts(documents))
        build.write_learnt(learnt)
        analyser = Analyser(learnt)
        writer = tantivy.Index(schema.build_schema(), path=str(build.path)).writer(_LARGE_HEAP, 1)
        for count, document in enumerate(documents, 1):
            writer.add_document(schema.to_index(document, analyser))
            if count % _PROGRESS_STEP == 0:
                progress(count)
        writer.commit()
        writer.wait_merging_threads()
        progress(len(documents))
        return len(documents)

    def _unusable(self, error: Exception) -> IndexUnusable:
        return IndexUnusable(f"{self.folder.path}: {error} {REBUILD}")


def _danish_texts(documents: Iterable[Document]) -> Iterable[str]:
    for document in documents:
        if document.language == "da":
            yield " ".join((document.title, *(text for text, _ in document.texts)))
