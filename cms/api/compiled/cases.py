"""More SQL that answers JSON: values under other names, and blocks of a longer text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Func, TextField

from cms.api.compiled.text import SQL, concatenated, joined_rows, literal


class Renamed(Func):
    """JSON texts for known values; for any other null, or NULL when `otherwise` says so."""

    output_field = TextField()
    arity = 1

    def __init__(
        self, expression: Any, texts: Mapping[str, str], otherwise: str = "'null'"
    ) -> None:
        """`texts` gives the JSON text for each value."""
        super().__init__(expression)
        self.texts, self.otherwise = dict(texts), otherwise

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """A CASE."""
        sql, values = compiler.compile(self.source_expressions[0])
        cases = (f"WHEN {literal(v)} THEN {literal(t)}" for v, t in self.texts.items())
        return f"CASE {sql} {' '.join(cases)} ELSE {self.otherwise} END", list(values)


class BlockList(Func):
    """The blocks of a column as a JSON array of objects.

    `parts` gives, for each key of the objects, "type", "value" or a JSON text that is the same
    for all. Rows of a list are said without the names that Wagtail gives them.
    """

    output_field = TextField()
    arity = 1

    def __init__(self, expression: Any, parts: Mapping[str, str]) -> None:
        """Keep the parts."""
        super().__init__(expression)
        self.parts = dict(parts)

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """Each database has its own functions for JSON."""
        sql, values = compiler.compile(self.source_expressions[0])
        said = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
        pieces: list[str] = []
        for number, (key, part) in enumerate(self.parts.items()):
            start = literal(("{" if number == 0 else ",") + f'"{key}":')
            pieces += [start, said.get(part, literal(part))]
        block = concatenated([*(pieces or ["'{'"]), "'}'"])
        rows = joined_rows(connection.vendor, block)
        source = said["from"].format(sql)
        return f"(SELECT '[' || {rows} || ']' FROM {source})", list(values)  # noqa: S608


SQLITE = {
    "from": "json_each({}) AS b",
    "type": "json_quote(json_extract(b.value, '$.type'))",
    "value": (
        "CASE json_type(b.value, '$.value') WHEN 'array' THEN ("
        "SELECT '[' || COALESCE(group_concat(CASE e.type WHEN 'object' THEN e.value -> '$.value' "
        "ELSE json_quote(e.value) END, ','), '') || ']' FROM json_each(b.value, '$.value') AS e"
        ") ELSE COALESCE(b.value -> '$.value', 'null') END"
    ),
}
POSTGRESQL = {
    "from": "jsonb_array_elements(COALESCE({}, '[]'::jsonb)) AS b(value)",
    "type": "COALESCE((b.value -> 'type')::text, 'null')",
    "value": (
        "CASE jsonb_typeof(b.value -> 'value') WHEN 'array' THEN ("
        "SELECT '[' || COALESCE(string_agg((CASE jsonb_typeof(e.value) WHEN 'object' THEN "
        "e.value -> 'value' ELSE e.value END)::text, ','), '') || ']' "
        "FROM jsonb_array_elements(b.value -> 'value') AS e(value)"
        ") ELSE COALESCE((b.value -> 'value')::text, 'null') END"
    ),
}
