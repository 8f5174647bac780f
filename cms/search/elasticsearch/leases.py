"""One writer at a time across servers: a lease that ends by itself when its holder dies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from elasticsearch import ConflictError, NotFoundError

from cms.search.elasticsearch.connection import Cluster
from cms.search.errors import WriterBusy

_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Lease:
    """What is held, by whom, and the mark that proves it is still ours."""

    name: str
    holder: str
    mark: dict[str, int]


class Leases:
    """The leases of one installation, kept in its state index."""

    def __init__(self, cluster: Cluster, index: str, seconds: float, wait_seconds: float) -> None:
        """A lease lasts `seconds`; one waits for another's `wait_seconds`."""
        self._cluster = cluster
        self._index = index
        self._seconds = seconds
        self._wait_seconds = wait_seconds

    @contextmanager
    def held(self, name: str, wait_seconds: float | None = None) -> Iterator[Lease]:
        """Holds a lease. Raises `WriterBusy` when another holds it for too long.

        A holder that is slower than its lease may meet another at work. So what is written
        carries the number of its change, and an older state never overwrites a newer one.
        """
        patience = self._wait_seconds if wait_seconds is None else wait_seconds
        lease = self._wait(Lease(name, uuid4().hex, {}), patience)
        try:
            yield lease
        finally:
            self._release(lease)

    def renewed(self, lease: Lease) -> Lease:
        """The lease, for another stretch. Raises `WriterBusy` when it was lost."""
        return self._taken(lease, lease.mark) or self._lost(lease)

    def _wait(self, wished: Lease, patience: float) -> Lease:
        end = time.monotonic() + patience
        while True:
            lease = self._try(wished)
            if lease is not None:
                return lease
            if time.monotonic() >= end:
                raise WriterBusy(
                    f"{self._index}/{wished.name}: another process has been writing for "
                    f"{patience:g} seconds. Try again, or stop that process."
                )
            time.sleep(_POLL_SECONDS)

    def _try(self, wished: Lease) -> Lease | None:
        made = self._taken(wished, {})
        if made is not None:
            return made
        with self._cluster.failures_told():
            try:
                found = self._cluster.client.get(index=self._index, id=wished.name)
            except NotFoundError:
                return None
        if float(found["_source"]["until"]) > time.time():
            return None
        return self._taken(wished, _mark(found))

    def _taken(self, lease: Lease, mark: dict[str, int]) -> Lease | None:
        """The lease written down, or None when another was first."""
        said = {"holder": lease.holder, "until": time.time() + self._seconds}
        fresh: dict[str, Any] = dict(mark) if mark else {"op_type": "create"}
        with self._cluster.failures_told():
            try:
                done = self._cluster.client.index(
                    index=self._index, id=lease.name, document=said, **fresh
                )
            except ConflictError:
                return None
        return replace(lease, mark=_mark(done))

    def _release(self, lease: Lease) -> None:
        """Lets go, unless it was taken over; when the cluster is away, it ends by itself."""
        if self._dropped(lease):
            return
        with self._cluster.failures_told():
            try:
                found = self._cluster.client.get(index=self._index, id=lease.name)
            except NotFoundError:
                return
        if found["_source"]["holder"] == lease.holder:  # renewed since it was taken
            self._dropped(replace(lease, mark=_mark(found)))

    def _dropped(self, lease: Lease) -> bool:
        """Removes the lease; tells whether there still was the one with this mark."""
        mark: dict[str, Any] = dict(lease.mark)
        with self._cluster.failures_told():
            try:
                self._cluster.client.delete(index=self._index, id=lease.name, **mark)
            except (ConflictError, NotFoundError):
                return False
        return True

    def _lost(self, lease: Lease) -> Lease:
        raise WriterBusy(f"{self._index}/{lease.name}: another process took over.")


def _mark(answer: Any) -> dict[str, int]:
    """What proves that a document is still as this answer has it."""
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
