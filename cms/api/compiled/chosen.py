"""Items of several types that Python has chosen, read with one statement for each type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func

from cms.api.compiled.parameters import SQL, Parameter
from cms.api.compiled.piece import Piece, query
from cms.api.compiled.running import Run
from cms.api.compiled.written import Nodes, Write
from cms.api.output import Source
from cms.api.rows import rows
from cms.library.registry import item_models

if TYPE_CHECKING:
    from cms.api.compiled.planner import Planner

Key = tuple[str, int]
KEYS = "keys"


class Shown:
    """An item as the municipality shows it: a JSON text for each place where it is asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        """The texts, by place."""
        self.texts = texts


class Among(Func):
    """Whether a primary key is among those of a run."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, column: Any) -> None:
        """The keys are one parameter, however many there are."""
        step = list if connection.vendor == "postgresql" else _as_json
        super().__init__(column, Parameter((KEYS,), (step,)))

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """An array on PostgreSQL, a JSON list on SQLite."""
        column, ahead = compiler.compile(self.source_expressions[0])
        keys, values = compiler.compile(self.source_expressions[1])
        said = (
            f"{column} = ANY({keys})"
            if connection.vendor == "postgresql"
            else f"{column} IN (SELECT value FROM json_each({keys}))"  # noqa: S608
        )
        return said, [*ahead, *values]


def _as_json(keys: Iterable[int]) -> str:
    return orjson.dumps(list(keys)).decode()


class ChosenItems:
    """What is asked of the items of one field, wherever they stand below it."""

    def __init__(self, planner: Planner, types: Sequence[str] = ()) -> None:
        """Of these types, or of all."""
        self.planner = planner
        self.types = types or list(item_models())
        self.places: list[Nodes] = []
        self.statements: dict[str, Piece] = {}

    def ask(self, nodes: Nodes) -> Write:
        """One more place where items stand; how they are written there."""
        place = len(self.places)
        self.places.append(nodes)
        return lambda item, _run: str(item.texts[place])

    def plan(self) -> None:
        """Make the statements, when all places are known. Raises NotCompilable."""
        for type_name in self.types:
            try:
                self.statements[type_name] = self.planner.statement(self._of(type_name))
            except EmptyResultSet:
                # Nobody who stands like this meets an item of the type.
                continue
        # A plan is kept for others; the planner knows the reader that it was made for.
        del self.planner

    def _of(self, type_name: str) -> Piece:
        model = item_models()[type_name]
        source = Source(self.planner, model=model)
        name = model.declaration.class_name
        columns = {
            f"json{place}": self.planner.object(name, nodes, source)
            for place, nodes in enumerate(self.places)
        }
        found = rows(model, self.planner.viewer).filter(Among(F("pk"))).order_by()
        return query(found.annotate(**columns).values_list("pk", *columns))

    def read(self, keys: Iterable[Key], run: Run) -> dict[Key, Shown]:
        """The items that stand on the shelf, by type and primary key."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for type_name, key in keys:
            wanted[type_name].append(key)
        return {
            (type_name, key): Shown(texts)
            for type_name, numbers in wanted.items()
            if type_name in self.statements
            for key, *texts in run.rows(self.statements[type_name], **{KEYS: numbers})
        }
