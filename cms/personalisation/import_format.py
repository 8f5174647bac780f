"""How audiences and rules are written in a file, and how an import reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from cms.declarations.model import Slug, Strict
from cms.municipalities.models import NATIONAL_SLUG

Outcome = Literal["created", "changed", "unchanged"]


class TestRow(Strict):
    """Somebody who must fit, or must not: a declared persona, or some facts as a rule says them."""

    # It is no test of the test suite, whatever its name.
    __test__ = False

    name: str = ""
    persona: str | None = None
    facts: dict[str, Any] | None = None
    fits: bool


class AudienceRow(Strict):
    """An audience in a file; after ``ends`` it fits nobody."""

    name: Slug
    owner: str = NATIONAL_SLUG
    labels: dict[str, str]
    rule: dict[str, Any]
    tests: list[TestRow] = Field(default_factory=list)
    ends: datetime | None = None


class RuleRow(Strict):
    """A rule in a file; ``starts`` and ``ends`` are moments with or without a time zone."""

    name: Slug
    owner: str = NATIONAL_SLUG
    audience: str
    effect: Literal["show", "hide", "require", "pin", "boost", "order", "notify", "suggest"]
    weight: int = Field(10, ge=1, le=100)
    content: dict[str, Any]
    reason: dict[str, str] = Field(default_factory=dict)
    active: bool = True
    starts: datetime | None = None
    ends: datetime | None = None


class RulesFile(Strict):
    """The whole of a file."""

    audiences: list[AudienceRow] = Field(default_factory=list)
    rules: list[RuleRow] = Field(default_factory=list)


@dataclass(frozen=True)
class ImportedRow:
    """What became of one row."""

    file: str
    place: str
    name: str
    outcome: Outcome


@dataclass(frozen=True)
class ImportReport:
    """Every row of an import that went through."""

    rows: tuple[ImportedRow, ...]

    def count(self, outcome: Outcome) -> int:
        """Give how many rows had this outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    def __str__(self) -> str:
        """One line of numbers."""
        outcomes: tuple[Outcome, ...] = ("created", "changed", "unchanged")
        counts = ", ".join(f"{self.count(outcome)} {outcome}" for outcome in outcomes)
        return f"{len(self.rows)} audiences and rules: {counts}"
