"""Query's fields that Python answers: the feed, search, suggestions, where and who.

Which items, and in which order, comes from the feed or the search engine; what is said of them
from one statement for each type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from graphql import FieldNode, GraphQLObjectType
from graphql.execution.values import get_argument_values

from cms.api.compiled.chosen import ChosenItems
from cms.api.compiled.errors import NotCompilable
from cms.api.compiled.parameters import Parameter, Slot, prepared
from cms.api.compiled.piece import Piece, query, wrapped
from cms.api.compiled.running import Run
from cms.api.compiled.written import Writing
from cms.api.mixed import FeedList, FeedPage, type_names
from cms.api.paging import FIRST, Window, check_first
from cms.api.search import Found, on_the_shelf, search_for
from cms.search import services
from cms.search.errors import SearchError

if TYPE_CHECKING:
    from cms.api.compiled.planner import Planner


class Root:
    """A field of Query that Python answers and writes. It fills one hole."""

    is_lasting = False
    # Of these types are the items below; of all types when empty.
    types: Sequence[str] = ()

    def __init__(self, planner: Planner, nodes: list[FieldNode]) -> None:
        """Walk what is asked below. Raises NotCompilable and GraphQLError."""
        self.nodes = nodes
        query_type = cast(GraphQLObjectType, planner.schema.query_type)
        self.field = query_type.fields[nodes[0].name.value]
        self.prepare(planner)
        self.items = ChosenItems(planner, self.types)
        self.write = Writing(planner, self.items.ask).value(self.field.type, nodes)

    def prepare(self, planner: Planner) -> None:
        """Make what is needed of arguments and statements."""

    def value(self, run: Run) -> Any:
        """What the field's resolver gives. Raises GraphQLError and NotCompilable."""
        return cast(Any, self.field.resolve)(None, run)

    def arguments(self, run: Run) -> dict[str, Any]:
        """The field's arguments in this run. Raises GraphQLError."""
        return get_argument_values(self.field, self.nodes[0], run.variables)

    def texts(self, keys: Sequence[str], run: Run) -> Mapping[str, str]:
        """The field's JSON text, in its only hole."""
        text = self.write(self.value(run), run)
        return dict.fromkeys(keys, text)


class WithItems(Root):
    """Such a field with items below it."""

    def __init__(self, planner: Planner, nodes: list[FieldNode]) -> None:
        """Make the items' statements when all that is asked of them is known."""
        super().__init__(planner, nodes)
        self.items.plan()


class Search(WithItems):
    """What the engine finds."""

    def prepare(self, planner: Planner) -> None:
        """Of which types items can be: a filter may name more of them."""
        given = planner.arguments("Query", self.nodes[0])
        self.types = [] if given.get("filter") else type_names(given.get("types"))

    def value(self, run: Run) -> Found:
        """Ask the engine. It is the executor that tells of its failing."""
        try:
            result = search_for(run.viewer, self.arguments(run))
        except SearchError as error:
            raise NotCompilable("search doesn't answer") from error
        return Found(result, lambda places: self.items.read(places, run))


class Suggest(WithItems):
    """Titles that begin like the words."""

    def value(self, run: Run) -> Any:
        """Ask the engine."""
        try:
            found = services.suggest_for(run.viewer, self.arguments(run)["words"])
        except SearchError as error:
            raise NotCompilable("search doesn't answer") from error
        return on_the_shelf(found, lambda places: self.items.read(places, run))


@dataclass
class Between:
    """Whether the feed is read from a cursor, and to one."""

    after: Any
    before: Any


class Feed(WithItems):
    """The reader's own list: a statement for its order, and one to count it where asked."""

    is_lasting = True

    def prepare(self, planner: Planner) -> None:
        """Read the arguments, and say the order in SQL."""
        given = planner.arguments("Query", self.nodes[0])
        self.types = type_names(given.get("types"))
        first, last = given.get("first"), given.get("last")
        if first is not None and last is not None:
            raise NotCompilable("what is wrong is told by the executor")
        self.backwards = last is not None
        said, name = (last, "last") if self.backwards else (first, "first")
        self.size = prepared(FIRST if said is None else said, lambda n: check_first(n, name))
        self.between = Between(given.get("after"), given.get("before"))
        listing = FeedList(planner.viewer, self.types, self.between.after, self.between.before)
        self.places = planner.statement(self._places(listing))
        planner.check(self.places)
        everything = query(listing.everything.order_by().values("pk"))
        counted = wrapped("SELECT COUNT(*) FROM (", everything, ") AS counted")
        self.count = planner.statement(counted)

    def _places(self, listing: FeedList) -> Piece:
        found = listing.places()
        piece = query(found.reverse() if self.backwards else found)
        more = prepared(self.size, lambda size: size + 1)
        limit: Any = Slot(more.path, more.steps) if isinstance(more, Parameter) else more
        return Piece(f"{piece.sql} LIMIT %s", (*piece.parameters, limit))

    def value(self, run: Run) -> FeedPage:
        """A page of it."""
        size = self.size
        if isinstance(size, Parameter):
            size = Slot(size.path, size.steps).fill(run.values)
        return FeedPage(
            self.between,
            Window(size, self.backwards),
            lambda: run.rows(self.places),
            lambda places: self.items.read(places, run),
            lambda: int(run.rows(self.count)[0][0]),
        )


ROOTS: Mapping[str, type[Root]] = {
    "feed": Feed,
    "search": Search,
    "suggest": Suggest,
    "municipality": Root,
    "me": Root,
}
