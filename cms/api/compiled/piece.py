"""SQL text together with its parameters, put together in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from cms.api.compiled.text import concatenated, literal


@dataclass(frozen=True)
class Piece:
    """Some SQL, and the values for its placeholders."""

    sql: str
    parameters: tuple[Any, ...] = field(default=())


def said(text: str) -> Piece:
    """A string constant."""
    return Piece(literal(text))


def joined(pieces: Iterable[Piece]) -> Piece:
    """Texts one after another."""
    kept = list(pieces)
    parameters = tuple(value for piece in kept for value in piece.parameters)
    return Piece(concatenated([piece.sql for piece in kept]), parameters)


def wrapped(start: str, piece: Piece, end: str) -> Piece:
    """SQL around a piece."""
    return Piece(f"{start}{piece.sql}{end}", piece.parameters)


def query(queryset: QuerySet[Any]) -> Piece:
    """The SQL of a queryset. Raises EmptyResultSet when it can never give a row."""
    sql, parameters = queryset.query.get_compiler(connection=connection).as_sql()
    return Piece(sql, tuple(parameters))


def json_object(parts: dict[str, Piece]) -> Piece:
    """A JSON object of pieces that are JSON texts."""
    if not parts:
        return said("{}")
    pieces: list[Piece] = []
    for number, (key, piece) in enumerate(parts.items()):
        pieces += [said(("{" if number == 0 else ",") + f'"{key}":'), piece]
    return joined([*pieces, said("}")])
