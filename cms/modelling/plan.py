"""The plan: what changed declarations would do, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cms.declarations import ContentType
from cms.declarations.changes import Change, Safety, compare
from cms.modelling.losses import Touched, touched_by


@dataclass(frozen=True)
class Step:
    """A change with what it touches."""

    change: Change
    touched: Touched

    @property
    def loses_data(self) -> bool:
        """Whether something that people wrote would be gone."""
        return bool(self.change.loses and self.touched)

    def lines(self) -> list[str]:
        """As printed: what changes, and below it what that means."""
        change = self.change
        first = f"{change.safety.words:>10}  {change.where}: {change.what}"
        return [first, *(f"{'':12}{line}" for line in self._consequences())]

    def _consequences(self) -> Iterator[str]:
        change = self.change
        if self.touched:
            yield f"{'lost in' if change.loses else 'concerns'} {self.touched}"
        if self.loses_data:
            yield f"keep the data: {self._way_out()}"
        if change.api is Safety.BREAKING:
            yield "API: clients that ask for the old name or value get an error"
        if change.reindex:
            yield "search: the type is indexed again"

    def _way_out(self) -> str:
        change = self.change
        if not change.field:
            return f"`manage.py content export {change.type_name} --to FILE` first"
        if change.column != change.field or change.what != "removed":
            return f"leave {change.field} as it was, and add a new field beside it"
        return f"add `renamed_from: {change.field}` to the field that takes it over"


@dataclass(frozen=True)
class Plan:
    """All steps."""

    steps: list[Step]

    @property
    def loses_data(self) -> bool:
        """Whether any step would lose what people wrote."""
        return any(step.loses_data for step in self.steps)

    @property
    def reindexed(self) -> bool:
        """Whether search must be built anew."""
        return any(step.change.reindex for step in self.steps)


def make_plan(old: dict[str, ContentType], new: dict[str, ContentType]) -> Plan:
    """Compare, and count what each change touches."""
    return Plan([Step(change, touched_by(change, old)) for change in compare(old, new)])
