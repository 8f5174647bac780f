"""Which of this installation's indices are in use, and the removal of the others.

Whoever follows an index marks its alias as used, each hour. So a release that still serves keeps
its index however old it is, and one that was rolled back finds it again within the grace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from elasticsearch import NotFoundError

from cms.search.elasticsearch.connection import Cluster
from cms.search.elasticsearch.names import Names, build_of
from cms.search.leftovers import Leftover, is_over


class Cleaning:
    """The indices of one installation, whichever release made them."""

    def __init__(self, cluster: Cluster, names: Names) -> None:
        """`names` are those of this release."""
        self._cluster = cluster
        self._names = names

    def mark(self, now: datetime, alias: str = "") -> None:
        """Says that an alias, else this release's own, is used."""
        with self._cluster.failures_told():
            self._cluster.client.index(
                index=self._names.state,
                id=_mark_of(alias or self._names.live),
                document={"used_at": now.timestamp()},
            )

    def clean(self, now: datetime) -> list[Leftover]:
        """Removes what nobody has used for longer than the grace; gives all that is left over."""
        found = []
        for build, (indices, aliases) in sorted(self._builds().items()):
            used_at = self._used_at(build, aliases, now)
            if used_at is not None:
                gone = is_over(used_at, now)
                if gone:
                    self._remove(build, indices)
                found.append(Leftover(build, used_at, gone))
        return found

    def _builds(self) -> dict[str, tuple[list[str], set[str]]]:
        """Each build's indices, and by which aliases they go."""
        found: defaultdict[str, tuple[list[str], set[str]]] = defaultdict(lambda: ([], set()))
        with self._cluster.failures_told():
            known = self._cluster.client.indices.get(
                index=f"{self._names.prefix}-v*", features="aliases"
            )
        for index, about in known.items():
            if self._names.is_ours(index):
                indices, aliases = found[build_of(index)]
                indices.append(index)
                aliases.update(about["aliases"])
        return dict(found)

    def _used_at(self, build: str, aliases: set[str], now: datetime) -> datetime | None:
        """When a build last was of use; None for the one that this release lives on."""
        schema = self._names.schema_of(build)
        if schema not in aliases:
            return self._names.made_at(build)  # never went live, or is not yet there
        return None if schema == self._names.live else self._marked_at(schema, now)

    def _marked_at(self, alias: str, now: datetime) -> datetime:
        """When an alias was marked. One that never was, counts as used now: the grace begins."""
        with self._cluster.failures_told():
            try:
                found = self._cluster.client.get(index=self._names.state, id=_mark_of(alias))
            except NotFoundError:
                self.mark(now, alias)
                return now
        return datetime.fromtimestamp(found["_source"]["used_at"], UTC)

    def _remove(self, build: str, indices: Sequence[str]) -> None:
        with self._cluster.failures_told():
            client = self._cluster.client.options(ignore_status=404)
            for index in indices:
                client.indices.delete(index=index)
            for left in self._states(build):
                client.delete(index=self._names.state, id=left)

    def _states(self, build: str) -> Iterator[str]:
        yield from (build, position_of(build))
        # Of no use without the build; the one of this release is never among them.
        if self._names.schema_of(build) != self._names.live:
            yield _mark_of(self._names.schema_of(build))


def position_of(build: str) -> str:
    """Where it stands how far a build has come."""
    return f"{build}.position"


def _mark_of(alias: str) -> str:
    return f"{alias}.used"
