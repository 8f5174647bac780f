"""One run of bringing a file's rows in: whose items, by whom, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cms.exchange import records
from cms.exchange.columns import LIVE
from cms.exchange.findings import Finding
from cms.exchange.tables import Row
from cms.exchange.values import Lookups
from cms.library.models import Item
from cms.municipalities.models import Owner, User


@dataclass
class Moved:
    """One item that came in: as it was before, if it was, and as it is now."""

    item: Item
    row: Row
    before: dict[str, Any] | None

    @property
    def is_new(self) -> bool:
        """Whether the import made it."""
        return self.before is None


@dataclass
class Move:
    """The run."""

    owner: Owner
    # None: it came by itself, from outside.
    user: User | None
    publishes: bool
    lookups: Lookups
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    records: list[records.Written] = field(default_factory=list)
    # The addresses that the file's own rows name, by type.
    coming: dict[str, set[str]] = field(default_factory=dict)

    def note(self, row: Row, key: str, reason: str, way_out: str = "") -> None:
        """Write down a mistake; what could not be read is not also said to be missing."""
        place = row.place(key)
        if all(known.place != place for known in self.findings):
            self.findings.append(Finding(place, reason, way_out))

    def lets_out(self, item: Item, row: Row) -> bool:
        """Whether readers meet it afterwards.

        A row that says nothing of it stays as published as it was; a new one is published.
        """
        return self.publishes and bool(row.data.get(LIVE, item.live or item.pk is None))

    def summary(self) -> Iterator[tuple[str, int, int]]:
        """For each type: its name, how many are new, and how many are updated."""
        names = dict.fromkeys(one.item.type_name or one.item.declaration.name for one in self.moved)
        for name in names:
            mine = [one for one in self.moved if one.item.declaration.name == name]
            new = sum(one.is_new for one in mine)
            yield name, new, len(mine) - new
