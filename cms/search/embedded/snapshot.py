"""One state of the index, as a question meets it, and the reader that keeps it fresh."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
import tantivy
from tantivy import Query

from cms.search.analysis.analyser import Analyser
from cms.search.analysis.lists import base_words, spelt_forms
from cms.search.analysis.spelling import Vocabulary
from cms.search.embedded.circles import within
from cms.search.embedded.clauses import Clauses
from cms.search.embedded.folder import REBUILD, Build, IndexFolder
from cms.search.embedded.phrases import SynonymBook, Synonyms
from cms.search.errors import IndexUnusable
from cms.search.query import Near, SynonymGroups

Stamp = tuple[int, int, int]
_REMEMBERED = 200


class Snapshot:
    """The documents as they were at one commit, and how their words were understood."""

    def __init__(self, index: tantivy.Index, analyser: Analyser, synonyms: SynonymBook) -> None:
        """`index` has just been reloaded."""
        self.searcher = index.searcher()
        self.analyser = analyser
        self._synonyms = synonyms
        self.clauses = Clauses(index.schema)
        self._circles: dict[Near, Query] = {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Every spelling in the index, made when the first misspelt word asks for it."""
        counts = self.searcher.terms_with_prefix("spelling", "")
        return Vocabulary(dict(counts), (*base_words("da"), *spelt_forms("da")))

    def synonyms(self, groups: SynonymGroups) -> Synonyms:
        """What means the same to readers who have these groups besides the engine's own."""
        return self._synonyms.with_groups(groups)

    def circle(self, near: Near) -> Query:
        """The documents in a circle; remembered, since a page and the next ask for the same."""
        known = self._circles.get(near)
        if known is None:
            known = within(self.clauses, self.searcher, near)
            if len(self._circles) >= _REMEMBERED:
                self._circles.clear()
            self._circles[near] = known
        return known

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """The key and the fingerprint of every document."""
        every = max(self.searcher.num_docs, 1)
        for _, address in self.searcher.search(Query.all_query(), limit=every, count=False).hits:
            kept = self.stored(address)
            yield str(kept["key"]), str(kept["fingerprint"])

    def stored(self, address: tantivy.DocAddress) -> dict[str, Any]:
        """What is kept of a document to show it."""
        text = self.searcher.doc(address).get_first("stored") or b"{}"
        kept: dict[str, Any] = orjson.loads(text)
        return kept


@dataclass(frozen=True)
class Said:
    """A document's words for a reader, and which language they are in."""

    title: str
    text: str
    language: str


def in_language(kept: Mapping[str, Any], language: str) -> Said:
    """What is kept of a document in a reader's language, else in its own."""
    said = kept.get("said", {}).get(language)
    if said is None:
        return Said(str(kept["title"]), str(kept["text"]), str(kept["language"]))
    return Said(str(said["title"]), str(said["text"]), language)


class OpenBuild:
    """A build opened for reading."""

    def __init__(self, build: Build, synonyms: SynonymGroups) -> None:
        """Raises `IndexUnusable` when the files are missing or damaged."""
        self.build = build
        self.analyser = Analyser(build.learnt)
        self._synonyms = SynonymBook(synonyms, self.analyser)
        self._stamp = stamp_of(build.path / "meta.json")
        self._index = opened(build.path)
        self._snapshot = self._take()

    def snapshot(self) -> Snapshot:
        """The newest committed state."""
        stamp = stamp_of(self.build.path / "meta.json")
        if stamp != self._stamp:
            self._index.reload()
            self._snapshot = self._take()
            self._stamp = stamp
        return self._snapshot

    def _take(self) -> Snapshot:
        return Snapshot(self._index, self.analyser, self._synonyms)


class Reader:
    """Gives the newest snapshot of the live build; shared by the threads of a process."""

    def __init__(self, folder: IndexFolder, synonyms: SynonymGroups) -> None:
        """Nothing is opened until the first question."""
        self._folder = folder
        self._synonyms = synonyms
        self._open: OpenBuild | None = None
        self._lock = threading.Lock()

    def snapshot(self) -> Snapshot:
        """The newest state. Raises `IndexUnusable` when there is none to be had."""
        with self._lock:
            try:
                return self._newest()
            except (IndexUnusable, ValueError, OSError):
                # A new build may have replaced this one between two looks: look once more.
                self._open = None
            try:
                return self._newest()
            except (ValueError, OSError) as error:
                self._open = None
                raise IndexUnusable(f"{self._folder.path}: {error} {REBUILD}") from error

    def analyser_of(self, build: Build) -> Analyser:
        """How words are understood in `build`, which need not be the one that is open."""
        with self._lock:
            if self._open is not None and self._open.build.path == build.path:
                return self._open.analyser
        return Analyser(build.learnt)

    def _newest(self) -> Snapshot:
        name = self._folder.current_name()
        if self._open is None or self._open.build.path.name != name:
            self._open = OpenBuild(self._folder.current(), self._synonyms)
        return self._open.snapshot()


def opened(path: Path) -> tantivy.Index:
    """The index in `path`. Raises `IndexUnusable` when it is missing or damaged."""
    try:
        index = tantivy.Index.open(str(path))
        index.config_reader("manual")
        index.reload()
    except (ValueError, OSError) as error:
        raise IndexUnusable(f"{path}: {error} {REBUILD}") from error
    return index


def stamp_of(path: Path) -> Stamp:
    """What changes when a file is replaced: its inode, time and length."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size
