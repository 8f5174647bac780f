"""One run of a plan: the request that it is for, its values, and its statements' rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpRequest

from cms.api.compiled.parameters import filled
from cms.api.compiled.piece import Piece
from cms.api.reading import read_request
from cms.personalisation.viewer import Viewer


@dataclass(frozen=True)
class Run:
    """Resolvers are given it where the executor gives them its own `info`."""

    context: HttpRequest
    values: Mapping[str, Any]
    # Told in errors, and those are the executor's to tell.
    field_name: str = ""

    @property
    def viewer(self) -> Viewer:
        """Who reads."""
        return read_request(self.context).viewer

    @property
    def variables(self) -> dict[str, Any]:
        """The operation's variables, as their types take them."""
        return dict(self.values["variables"])

    def rows(self, statement: Piece, **more: Any) -> list[Sequence[Any]]:
        """A statement's rows; `more` are values that only this statement has."""
        parameters = filled(statement.parameters, {**self.values, **more})
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, parameters)
            return list(cursor.fetchall())
