"""The plan: what changed declarations would do, before anything is done."""

from __future__ import annotations

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
        """As printed."""
        change = self.change
        lines = [f"{change.safety.words:>10}  {change.where}: {change.what}"]
        if self.touched:
            drafts = f" and {self.touched.drafts} drafts" if self.touched.drafts else ""
            verb = "lost in" if change.loses else "concerns"
            lines.append(f"            {verb} {self.touched.items} items{drafts}")
        if self.loses_data and change.field:
            lines.append(
                f"            keep the data: add `renamed_from: {change.field}` to the field that "
                "takes it over"
            )
        elif self.loses_data:
            lines.append(
                f"            keep the data: `manage.py content export {change.type_name}` first"
            )
        if change.api is Safety.BREAKING:
            lines.append("            API: clients that ask for the old name get an error")
        if change.reindex:
            lines.append("            search: the type is indexed again")
        return lines


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
