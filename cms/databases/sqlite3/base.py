"""Django's backend for SQLite, which knows Danish alphabetical order besides.

Django writes `?` for each `%s` whenever a statement is run.

Long statements that come again, as those of compiled operations do, took as long in that as in
the database, so the translation is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from cms.databases.alphabet import FUNCTION, key_or_null

# A statement has some thousand signs, so these are some megabytes.
KEPT_STATEMENTS = 500


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows the statements it has translated before."""

    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        """The statement in SQLite's own spelling."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return translated(query)


@lru_cache(maxsize=KEPT_STATEMENTS)
def translated(query: str) -> str:
    """The same with `?` for each value; `%%` is a plain percent sign."""
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose cursors are those above."""

    def get_new_connection(self, conn_params: Any) -> Any:
        """With the function that `cms.databases.alphabet` orders by."""
        made = super().get_new_connection(conn_params)
        made.create_function(FUNCTION, 1, key_or_null, deterministic=True)
        return made

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor; SQLite has none with names."""
        return self.connection.cursor(factory=Cursor)
