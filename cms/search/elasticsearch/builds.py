"""Which build is live, how far it has come, and how another takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from elasticsearch import BadRequestError, ConflictError, NotFoundError

from cms.search.analysis.analyser import Analyser
from cms.search.elasticsearch.cleaning import position_of
from cms.search.elasticsearch.connection import Cluster
from cms.search.elasticsearch.mapping import SETTINGS, mapping
from cms.search.elasticsearch.names import Names, build_of, door_of, index_of
from cms.search.embedded.folder import REBUILD
from cms.search.embedded.phrases import SynonymBook
from cms.search.engine import Position
from cms.search.errors import IndexUnusable
from cms.search.query import SynonymGroups


@dataclass(frozen=True)
class Build:
    """One build: its name, which is also the alias of its indices, and what it learnt."""

    name: str
    analyser: Analyser
    synonyms: SynonymBook


@dataclass(frozen=True)
class Reached:
    """How far a build has come, and the mark that tells whether somebody went further since."""

    position: Position | None
    mark: dict[str, Any]


class Builds:
    """The builds of one installation and schema."""

    def __init__(self, cluster: Cluster, names: Names, synonyms: SynonymGroups) -> None:
        """Nothing is asked until a build is wanted."""
        self._cluster = cluster
        self.names = names
        self._synonyms = synonyms
        self._known: Build | None = None
        # Indices that there were when this process looked, so that not every write asks.
        self._made: set[str] = set()

    def live(self) -> Build:
        """The live build as this process last saw it, else as it is now."""
        return self._known or self.look()

    def forget(self) -> None:
        """Looks anew next time."""
        self._known = None

    def live_name(self) -> str:
        """The live build's name, or "" before the first."""
        try:
            with self._cluster.failures_told():
                indices = self._cluster.quick.indices.get_alias(name=self.names.live)
        except IndexUnusable:
            return ""
        return build_of(min(indices))

    def look(self) -> Build:
        """The live build as it is now. Raises `IndexUnusable` when there is none."""
        found = self.found()
        if found is None:
            raise IndexUnusable(f"{self.names.live}: there is no index yet. {REBUILD}")
        return found

    def found(self) -> Build | None:
        """The live build as it is now, or None before the first."""
        name = self.live_name()
        if not name:
            self.forget()
            return None
        if self._known is None or self._known.name != name:
            self._known = self.understood(name, self._learnt(name))
        return self._known

    def understood(self, name: str, learnt: dict[str, str]) -> Build:
        """The build with this name, which learnt these words."""
        analyser = Analyser(learnt)
        return Build(name, analyser, SynonymBook(self._synonyms, analyser))

    def reached(self, build: Build) -> Reached:
        """How far a build has come."""
        found = self._state(position_of(build.name))
        if found is None:
            return Reached(None, {})
        said = found["_source"]
        mark = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        return Reached(Position(int(said["change"]), str(said["made_at"])), mark)

    def reach(self, build: Build, position: Position, after: Reached) -> None:
        """Remembers how far a build has come, unless somebody has gone further meanwhile."""
        said = {"change": position.change, "made_at": position.made_at}
        mark = after.mark or {"op_type": "create"}
        with self._cluster.failures_told():
            try:
                self._cluster.client.index(
                    index=self.names.state,
                    id=position_of(build.name),
                    document=said,
                    **mark,
                )
            except ConflictError:
                return

    def begin(self, learnt: dict[str, str]) -> Build:
        """An empty build that is not live yet."""
        self.ensure_state()
        build = self.understood(self.names.new_build(), learnt)
        with self._cluster.failures_told():
            self._cluster.client.index(
                index=self.names.state, id=build.name, document={"learnt": learnt, "languages": {}}
            )
        return build

    def ensure_state(self) -> None:
        """Makes the index of positions and leases where there is none."""
        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
        self._make(self.names.state, settings, {"dynamic": False}, {})

    def ensure_index(self, build: Build, language: str, *, is_live: bool) -> str:
        """The door of a build's index for a language, made where there is none."""
        index = index_of(build.name, language)
        aliases: dict[str, Any] = {build.name: {}, door_of(index): {}}
        if is_live:
            aliases[self.names.live] = {}
        self._make(index, SETTINGS, mapping(), aliases)
        with self._cluster.failures_told():
            self._cluster.client.update(
                index=self.names.state, id=build.name, doc={"languages": {index: True}}
            )
        return door_of(index)

    def inspect(self, build: Build) -> None:
        """Raises `IndexUnusable` when an index of a build is gone, or is not as it was made."""
        with self._cluster.failures_told():
            found = self._cluster.quick.indices.get_mapping(index=build.name).body
        told = self._state(build.name)
        gone = set(told["_source"]["languages"] if told else ()) - set(found)
        if gone:
            raise IndexUnusable(f"{', '.join(sorted(gone))}: the index is gone. {REBUILD}")
        wanted = _kinds(mapping())
        for index, each in found.items():
            if _kinds(each["mappings"]) != wanted:
                raise IndexUnusable(f"{index}: its mapping was changed. {REBUILD}")

    def make_room(self, build: Build, language: str) -> None:
        """Sees to it that the live build has an index for a language."""
        if index_of(build.name, language) not in self._made:
            with self._cluster.failures_told():
                self._made = set(self._cluster.client.indices.get_alias(name=build.name))
        if index_of(build.name, language) not in self._made:
            self.ensure_index(build, language, is_live=True)

    def go_live(self, build: Build) -> None:
        """Makes a build the live one and removes the others, in one step."""
        others = self._indices(f"{self.names.live}-*") - self._indices(f"{build.name}.*")
        actions: list[dict[str, Any]] = [{"remove_index": {"index": each}} for each in others]
        actions.append({"add": {"index": f"{build.name}.*", "alias": self.names.live}})
        with self._cluster.failures_told():
            self._cluster.client.indices.update_aliases(actions=actions)
        self._known = build
        for name in {build_of(index) for index in others}:
            self._forget_state(name)

    def abandon(self, build: Build) -> None:
        """Removes a build that did not become live."""
        with self._cluster.failures_told():
            for index in self._indices(f"{build.name}.*"):
                self._cluster.client.indices.delete(index=index, ignore_unavailable=True)
        self._forget_state(build.name)

    def _indices(self, pattern: str) -> set[str]:
        with self._cluster.failures_told():
            return set(self._cluster.client.indices.get(index=pattern, features="aliases"))

    def _make(
        self, index: str, settings: dict[str, Any], fields: dict[str, Any], aliases: dict[str, Any]
    ) -> None:
        with self._cluster.failures_told():
            try:
                self._cluster.client.indices.create(
                    index=index, settings=settings, mappings=fields, aliases=aliases
                )
            except BadRequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise

    def _learnt(self, name: str) -> dict[str, str]:
        found = self._state(name)
        if found is None:
            raise IndexUnusable(f"{name}: nobody knows what this build learnt. {REBUILD}")
        return dict(found["_source"]["learnt"])

    def _state(self, name: str) -> Any:
        with self._cluster.failures_told():
            try:
                return self._cluster.quick.get(index=self.names.state, id=name)
            except NotFoundError:
                return None

    def _forget_state(self, name: str) -> None:
        with self._cluster.failures_told():
            for each in (name, position_of(name)):
                self._cluster.client.options(ignore_status=404).delete(
                    index=self.names.state, id=each
                )


def _kinds(fields: dict[str, Any]) -> dict[str, str]:
    """The fields with their types."""
    properties = fields.get("properties", {})
    return {name: str(each.get("type", "object")) for name, each in properties.items()}
