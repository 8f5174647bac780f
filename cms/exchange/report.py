"""What went wrong in an import, by row and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class RowProblem:
    """One mistake: the row (from 1), the column, and why."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        """`row 3, topics: …`."""
        return f"row {self.row}, {self.column}: {self.reason}"


class ImportRefused(Exception):
    """Nothing was imported. `problems` says why, row by row."""

    def __init__(self, problems: Iterable[RowProblem]) -> None:
        """Keep every problem."""
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BadValue(ValueError):
    """One value can't be read; the message says why and what to write instead."""


def problems_of(row: int, error: ValidationError) -> Iterable[RowProblem]:
    """Django's errors as problems of a row."""
    if hasattr(error, "error_dict"):
        for column, errors in error.message_dict.items():
            for message in errors:
                yield RowProblem(row, "row" if column == "__all__" else column, str(message))
    else:
        for message in error.messages:
            yield RowProblem(row, "row", str(message))
