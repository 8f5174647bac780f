"""The engine for installations of many servers: one index in an Elasticsearch cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TypeVar

from cms.search.analysis.learning import frequent_words
from cms.search.analysis.lists import shipped_synonyms
from cms.search.document import Document
from cms.search.elasticsearch.answering import Answering
from cms.search.elasticsearch.builds import Build, Builds, Reached
from cms.search.elasticsearch.cleaning import Cleaning
from cms.search.elasticsearch.connection import Asking, Cluster
from cms.search.elasticsearch.leases import Leases
from cms.search.elasticsearch.names import Names
from cms.search.elasticsearch.similar import similar_to
from cms.search.elasticsearch.suggesting import suggest
from cms.search.elasticsearch.writing import Writing
from cms.search.engine import Position, Progress, ReadBatch, no_progress
from cms.search.errors import IndexUnusable
from cms.search.leftovers import Leftover, Tidying
from cms.search.query import SearchQuery, Selection, SynonymGroups
from cms.search.result import Hit, SearchResult, Suggestion

LEASE_SECONDS = 20.0
# Words are learnt from the first documents; the rest is never in memory all at once.
_LEARNT_FROM = 20_000
Answer = TypeVar("Answer")


class ElasticsearchEngine:
    """See `cms.search.engine.Engine`. Any number of processes and servers may share an index."""

    def __init__(
        self,
        cluster: Cluster,
        names: Names,
        synonyms: SynonymGroups | None = None,
        wait_seconds: float = 10.0,
    ) -> None:
        """`wait_seconds` is how long to wait for another writer."""
        own = shipped_synonyms() if synonyms is None else synonyms
        self._cluster = cluster
        self.builds = Builds(cluster, names, own)
        self._leases = Leases(cluster, names.state, LEASE_SECONDS, wait_seconds)
        self._writing = Writing(cluster, self.builds)
        self._cleaning = Cleaning(cluster, names)
        self._tidying = Tidying(self.clean)

    def replace(self, item: str, documents: Sequence[Document]) -> None:
        """Lets `documents` be all that the index knows of the item with this key."""
        self.builds.look()
        with self._leases.held("write"):
            build = self.builds.look()
            reached = self.builds.reached(build)
            self._writing.apply(build, {item: documents}, _change(reached.position))

    def delete(self, item: str) -> None:
        """Forgets the item with this key and all its variants."""
        self.replace(item, ())

    def advance(self, read: ReadBatch, wait_seconds: float | None = None) -> bool:
        """Applies the batch that `read` gives for the index's position; tells whether it did."""
        return self._on_live(lambda build: self._advance(build, read, wait_seconds))

    def _advance(self, build: Build, read: ReadBatch, wait_seconds: float | None) -> bool:
        """The same for a build; one that has been replaced meanwhile has no position."""
        with self._leases.held("write", wait_seconds):
            reached = self.builds.reached(build)
            batch = read(reached.position)
            if batch is None:
                return False
            if batch.changes:
                self._writing.apply(build, batch.changes, batch.position.change)
            # Written last: after a crash in between, changes are applied twice, which does no
            # harm, and never lost.
            self.builds.reach(build, batch.position, reached)
        return True

    def rebuild(
        self,
        documents: Iterable[Document],
        position: Position | None = None,
        progress: Progress = no_progress,
    ) -> int:
        """Builds a new index beside the live one and swaps; gives the number of documents."""
        self.builds.ensure_state()
        before = self.builds.live_name()
        with self._leases.held("rebuild") as lease:
            if self.builds.live_name() != before:
                return self.count()
            first, rest = _some_of(documents)
            build = self.builds.begin(frequent_words(_danish_texts(first)))

            def told(count: int) -> None:
                nonlocal lease
                lease = self._leases.renewed(lease)
                progress(count)

            try:
                count = self._writing.fill(build, chain(first, rest), _change(position), told)
                if position is not None:
                    self.builds.reach(build, position, Reached(None, {}))
                with self._leases.held("write"):
                    self.builds.go_live(build)
            except BaseException:
                self.builds.abandon(build)
                raise
        self._tidying.now()
        return count

    def search(self, query: SearchQuery) -> SearchResult:
        """Answers a question."""
        return self._asked(lambda build, asking: Answering(build, asking, query).answer())

    def suggest(
        self,
        words: str,
        municipality: str,
        language: str,
        hidden: Sequence[Selection] = (),
        now: datetime | None = None,
    ) -> tuple[Suggestion, ...]:
        """Titles that begin like what is being typed, but for those of hidden items."""
        moment = now or datetime.now(UTC)
        return self._asked(
            lambda _build, asking: suggest(asking, words, municipality, moment, language, hidden)
        )

    def similar(self, item: str, query: SearchQuery) -> tuple[Hit, ...]:
        """Items most like the one with this key, best first, at most `query.size`."""
        return self._asked(lambda build, asking: similar_to(build, asking, item, query))

    def count(self) -> int:
        """The number of documents in the index."""
        build = self.builds.look()
        with self._cluster.failures_told():
            return int(self._cluster.client.count(index=build.name)["count"])

    def position(self) -> Position | None:
        """How far the index has come, or None before the first rebuild."""
        build = self.builds.found()
        if build is None:
            return None
        self.builds.inspect(build)
        position = self.builds.reached(build).position
        if position is not None:
            self._tidying.when_due()
        return position

    def glance(self) -> Position | None:
        """The same by one request, when the build that this process knows is still there."""
        return self.builds.reached(self.builds.live()).position or self.position()

    def clean(self, now: datetime | None = None) -> list[Leftover]:
        """Marks its own index as used and removes what no release has used for a day."""
        moment = now or datetime.now(UTC)
        self._cleaning.mark(moment)
        return self._cleaning.clean(moment)

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """The key and the fingerprint of every document."""
        build = self.builds.look()
        self.builds.inspect(build)
        return self._writing.fingerprints(build)

    def _asked(self, ask: Callable[[Build, Asking], Answer]) -> Answer:
        """The answer of the live build; of the next one, when it has just been replaced."""
        asking = Asking(self._cluster)
        return self._on_live(lambda build: ask(build, asking.of(build.name)))

    def _on_live(self, do: Callable[[Build], Answer]) -> Answer:
        """What is done with the live build; with the next one, when it has just been replaced."""
        build = self.builds.live()
        try:
            return do(build)
        except IndexUnusable:
            self.builds.forget()
            newer = self.builds.look()
            if newer.name == build.name:
                raise
        return do(newer)


def _change(position: Position | None) -> int:
    return position.change if position else 0


def _some_of(documents: Iterable[Document]) -> tuple[list[Document], Iterator[Document]]:
    every = iter(documents)
    return list(islice(every, _LEARNT_FROM)), every


def _danish_texts(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        if document.language == "da":
            yield " ".join((document.title, *(text for text, _ in document.texts)))
