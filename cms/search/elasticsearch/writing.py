"""Documents into a build, many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from elasticsearch.helpers import BulkIndexError, scan, streaming_bulk

from cms.search.document import Document
from cms.search.elasticsearch.builds import Build, Builds
from cms.search.elasticsearch.connection import Cluster
from cms.search.elasticsearch.documents import to_source
from cms.search.elasticsearch.names import door_of, index_of
from cms.search.embedded.folder import REBUILD
from cms.search.engine import Changes
from cms.search.errors import EngineAway, IndexUnusable

AT_ONCE = 200
_PLACES = 1000
_CONFLICT = 409
_NOT_FOUND = 404
_TRY_LATER = frozenset({429, 502, 503, 504})
Action = dict[str, Any]


class Writing:
    """Writes to builds, in the order of changes: what is older never overwrites what is newer."""

    def __init__(self, cluster: Cluster, builds: Builds) -> None:
        """`builds` makes an index for a language that a build has not met yet."""
        self._cluster = cluster
        self._builds = builds

    def fill(
        self, build: Build, documents: Iterable[Document], change: int, told: Callable[[int], None]
    ) -> int:
        """Puts documents into a build that is not live; tells the number after each 200."""
        languages: set[str] = set()
        count = 0
        for some in _in_parts(documents, AT_ONCE):
            for language in {each.language for each in some} - languages:
                self._builds.ensure_index(build, language, is_live=False)
                languages.add(language)
            self._send((_put(build, each, change) for each in some), refresh=False)
            count += len(some)
            told(count)
        if not languages:
            self._builds.ensure_index(build, "da", is_live=False)
        with self._cluster.failures_told():
            self._cluster.client.indices.refresh(index=build.name)
        return count

    def apply(self, build: Build, changes: Changes, change: int) -> None:
        """Lets the live build know of these items what `changes` say, and nothing else."""
        for language in {each.language for some in changes.values() for each in some}:
            self._builds.make_room(build, language)
        documents = [each for documents in changes.values() for each in documents]
        kept = {(each.key, index_of(build.name, each.language)) for each in documents}
        # A document that changed its language moves to another index.
        gone = [place for place in self._places(build, list(changes)) if place not in kept]
        drops = [_drop(key, index, change) for key, index in gone]
        puts = [_put(build, each, change) for each in documents]
        self._send([*drops, *puts], refresh=True)

    def _places(self, build: Build, items: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Every document of these items: its key, and the index that it lies in."""
        wish = {"query": {"terms": {"item": list(items)}}, "_source": False}
        client = self._cluster.client
        with self._cluster.failures_told():
            client.indices.refresh(index=build.name)
            # Nearly always all of them, by one request.
            found = client.search(
                index=build.name,
                body={**wish, "size": _PLACES},
                allow_partial_search_results=False,
            )
            first = found["hits"]["hits"]
            many = len(first) == _PLACES
            for hit in scan(client, query=wish, index=build.name, size=1000) if many else first:
                yield str(hit["_id"]), str(hit["_index"])

    def fingerprints(self, build: Build) -> Iterator[tuple[str, str]]:
        """The key and the fingerprint of every document."""
        wish = {"query": {"match_all": {}}, "_source": False, "docvalue_fields": ["fingerprint"]}
        with self._cluster.failures_told():
            self._cluster.client.indices.refresh(index=build.name)
            for hit in scan(self._cluster.client, query=wish, index=build.name, size=2000):
                yield str(hit["_id"]), str(hit["fields"]["fingerprint"][0])

    def _send(self, actions: Iterable[Action], *, refresh: bool) -> None:
        with self._cluster.failures_told():
            try:
                outcomes = streaming_bulk(
                    self._cluster.client,
                    actions,
                    chunk_size=AT_ONCE,
                    raise_on_error=False,
                    require_alias=True,
                    refresh=refresh,
                )
                for is_done, outcome in outcomes:
                    if not is_done:
                        _judge(outcome)
            except BulkIndexError as error:
                raise EngineAway(f"Elasticsearch could not write: {error}") from error


def _put(build: Build, document: Document, change: int) -> Action:
    return {
        "_op_type": "index",
        "_index": door_of(index_of(build.name, document.language)),
        "_id": document.key,
        "_source": to_source(document, build.analyser),
        "version": change,
        "version_type": "external_gte",
    }


def _drop(key: str, index: str, change: int) -> Action:
    return {
        "_op_type": "delete",
        "_index": door_of(index),
        "_id": key,
        "version": change,
        "version_type": "external_gte",
    }


def _judge(outcome: dict[str, Any]) -> None:
    """What a refused action means. Raises `EngineAway` or `IndexUnusable`."""
    (done,) = outcome.values()
    status = int(done.get("status", 0))
    kind = done.get("error", {}).get("type") if isinstance(done.get("error"), dict) else None
    if status == _CONFLICT or (status == _NOT_FOUND and kind is None):
        return  # something newer stands there already, or what was to go is gone
    if status in _TRY_LATER:
        raise EngineAway(f"Elasticsearch has no room for {done.get('_id')}: {kind}")
    raise IndexUnusable(f"{done.get('_id')} could not be indexed: {done.get('error')}. {REBUILD}")


def _in_parts(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    part: list[Document] = []
    for document in documents:
        part.append(document)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
