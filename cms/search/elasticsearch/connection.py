"""Requests to the cluster that end in time, and its failures in our own words."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from elastic_transport import ConnectionTimeout
from elasticsearch import (
    ApiError,
    BadRequestError,
    Elasticsearch,
    NotFoundError,
    OrjsonSerializer,
    TransportError,
    UnsupportedProductError,
)

from cms.search.embedded.folder import REBUILD
from cms.search.errors import EngineAway, IndexUnusable

Body = dict[str, Any]
_WRITING_SECONDS = 30.0
_STEP_SECONDS = 0.02


@lru_cache(maxsize=8)
def _connected(address: str, key: str, _process: int) -> Elasticsearch:
    return Elasticsearch(
        address,
        api_key=key or None,
        request_timeout=_WRITING_SECONDS,
        max_retries=0,
        retry_on_timeout=False,
        serializers={"application/json": OrjsonSerializer()},
    )


@lru_cache(maxsize=64)
def _patient(client: Elasticsearch, seconds: float) -> Elasticsearch:
    """The client when it waits so long; to make one takes as long as a small request."""
    return client.options(request_timeout=seconds)


class Cluster:
    """Where the indices lie. Its connections are shared by a process' threads."""

    def __init__(self, address: str, key: str = "", answer_seconds: float = 0.8) -> None:
        """`address` is a URL, with a user and password where needed; `key` is an API key.

        A question gives up after `answer_seconds`: together with the answer that the embedded
        engine gives instead, that must be within a second.
        """
        self._address = address
        self._key = key
        self.answer_seconds = answer_seconds

    @property
    def client(self) -> Elasticsearch:
        """The library's client; a forked process gets connections of its own."""
        return _connected(self._address, self._key, os.getpid())

    @property
    def quick(self) -> Elasticsearch:
        """The client for what is asked on the way to an answer."""
        return self.client.options(request_timeout=self.answer_seconds)

    @contextmanager
    def failures_told(self) -> Iterator[None]:
        """Raises `EngineAway` or `IndexUnusable` for what the library raises."""
        try:
            yield
        except ConnectionTimeout as error:
            raise EngineAway("Elasticsearch gave no answer in time.") from error
        except NotFoundError as error:
            raise IndexUnusable(f"Elasticsearch has no such index: {error}. {REBUILD}") from error
        except BadRequestError as error:
            raise IndexUnusable(f"The index does not fit: {error}. {REBUILD}") from error
        except (ApiError, TransportError, UnsupportedProductError) as error:
            raise EngineAway(f"Elasticsearch could not answer: {error}") from error


class Asking:
    """The requests of one question, which together have a limited time."""

    def __init__(self, cluster: Cluster) -> None:
        """The time runs from now on."""
        self._cluster = cluster
        self._target = ""
        self._end = time.monotonic() + cluster.answer_seconds

    def of(self, target: str) -> Asking:
        """Asks this index or alias from here on."""
        self._target = target
        return self

    def one(self, body: Body) -> Body:
        """The answer to one search."""
        client, limit = self._client()
        with self._cluster.failures_told():
            answer = client.search(
                index=self._target,
                body={**body, "timeout": limit},
                search_type="dfs_query_then_fetch",
                allow_partial_search_results=False,
            ).body
        return _whole(answer)

    def several(self, bodies: Sequence[Body]) -> list[Body]:
        """The answers to several searches, asked together."""
        if not bodies:
            return []
        client, limit = self._client()
        header: Body = {"allow_partial_search_results": False}
        lines = [line for body in bodies for line in (header, {**body, "timeout": limit})]
        with self._cluster.failures_told():
            answers = client.msearch(
                index=self._target, searches=lines, search_type="dfs_query_then_fetch"
            ).body["responses"]
        return [_whole(answer) for answer in answers]

    def _client(self) -> tuple[Elasticsearch, str]:
        left = self._end - time.monotonic()
        if left <= 0:
            raise EngineAway("Elasticsearch did not answer everything in time.")
        # Rounded down, so that a client that was made before will do.
        steps = max(int(left / _STEP_SECONDS), 1)
        client = _patient(self._cluster.client, steps * _STEP_SECONDS)
        return client, f"{max(int(left * 1000), 1)}ms"


def _whole(answer: Body) -> Body:
    """`answer` when no part of it is missing."""
    if "error" in answer:
        reason = f"{answer['error'].get('type')}: {answer['error'].get('reason')}"
        if answer.get("status") in (400, 404):
            raise IndexUnusable(f"Elasticsearch can't ask the index ({reason}). {REBUILD}")
        raise EngineAway(f"Elasticsearch could not answer: {reason}")
    if answer.get("timed_out") or answer["_shards"]["failed"]:
        raise EngineAway("Elasticsearch answered for a part of the index only.")
    return answer
