"""What else is read of a browser with the stamps of its request, so that one statement does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Text:
    """Where one text of a browser stands: one row at most fits the condition."""

    table: str
    column: str
    condition: str
    # What goes in the condition's places for a browser; None: it can't have such a text.
    values: Callable[[str], Sequence[Any] | None]

    def statement(self) -> str:
        """The statement that reads it, as a stamp without a name."""
        return f"SELECT '', {self.column} FROM {self.table} WHERE {self.condition}"  # noqa: S608


_declared: list[Text] = []


def declare_beside(text: Text) -> None:
    """Have the text read with the first stamps of a request; the last that is declared counts."""
    _declared[:] = [text]


def declared_beside() -> Text | None:
    """What is read beside the stamps."""
    return _declared[0] if _declared else None
