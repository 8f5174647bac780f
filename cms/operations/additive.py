"""Whether migrations only add: then the version before goes on working beside the new tables.

A migration that does more says so itself, in an attribute of its class:

    is_safe_because = "the column was last read two releases ago"
    needs_a_stop = "the portal is stopped while rows are copied, some seconds for 100,000"
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from django.db.migrations import Migration
from django.db.migrations import operations as does
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField

Name = tuple[str, str]


@dataclass(frozen=True)
class Finding:
    """A migration that does more than add: what, and what it says of that itself."""

    migration: Name
    reason: str
    is_safe_because: str = ""
    needs_a_stop: str = ""

    @property
    def is_answered_for(self) -> bool:
        """Whether its author has said why it may, or what it takes."""
        return bool(self.is_safe_because or self.needs_a_stop)

    def __str__(self) -> str:
        """One line."""
        return f"{'.'.join(self.migration)}: {self.needs_a_stop or self.reason}"


def findings(loader: MigrationLoader, looked_at: Collection[Name]) -> Iterator[Finding]:
    """What these migrations do that the version before may not bear."""
    state = ProjectState()
    for name in _in_order(loader):
        migration = loader.graph.nodes[name]
        reasons = list(_walk(migration, state))
        if reasons and name in looked_at:
            yield Finding(
                name,
                "; ".join(reasons),
                getattr(migration, "is_safe_because", ""),
                getattr(migration, "needs_a_stop", ""),
            )


def _in_order(loader: MigrationLoader) -> list[Name]:
    leaves = sorted(loader.graph.leaf_nodes())
    return list(dict.fromkeys(name for leaf in leaves for name in loader.graph.forwards_plan(leaf)))


def _walk(migration: Migration, state: ProjectState) -> Iterator[str]:
    """Why each operation is more than an addition, while the state goes along."""
    app, born = migration.app_label, set[str]()
    for operation in migration.operations:
        if isinstance(operation, does.CreateModel):
            born.add(operation.name_lower)
        # Nobody has ever used a table that the same migration makes.
        elif _model_of(operation) not in born and (reason := _reason(operation, app, state)):
            yield reason
        operation.state_forwards(app, state)


def _model_of(operation: Operation) -> str:
    name = getattr(operation, "model_name_lower", "") or getattr(operation, "name_lower", "")
    return str(name)


def _reason(operation: Operation, app: str, state: ProjectState) -> str:
    """Why the version before may fail beside it, or ""."""
    if isinstance(operation, HARMLESS):
        return ""
    if isinstance(operation, does.AddField):
        return _added(operation)
    if isinstance(operation, does.AlterField):
        before = state.models[app, operation.model_name_lower].fields[operation.name]
        return _altered(operation, before)
    return f"{operation.describe()} ({type(operation).__name__})"


HARMLESS: tuple[type[Operation], ...] = (
    does.CreateModel,
    does.AddIndex,
    does.RemoveIndex,
    does.RenameIndex,
    does.RemoveConstraint,
    does.AlterModelOptions,
    does.AlterModelManagers,
    does.AlterModelTableComment,
)


def _added(operation: does.AddField) -> str:
    field = operation.field
    if isinstance(field, ManyToManyField) or field.null or field.has_db_default():
        return ""
    return f"{operation.model_name}.{operation.name} may not be NULL and has no db_default"


def _altered(operation: does.AlterField, before: Field[object, object]) -> str:
    """A column may be given more room; what was right must stay right."""
    after: Field[object, object] = operation.field
    name = f"{operation.model_name}.{operation.name}"
    for is_so, reason in NARROWER.items():
        if is_so(before, after):
            return f"{name} {reason}"
    return ""


Comparison = Callable[[Field[object, object], Field[object, object]], bool]
NARROWER: dict[Comparison, str] = {
    lambda old, new: old.get_internal_type() != new.get_internal_type(): "is of another kind",
    lambda old, new: old.null and not new.null: "may no longer be NULL",
    lambda old, new: new.unique and not old.unique: "must be unique from now on",
    lambda old, new: (new.max_length or 0) < (old.max_length or 0): "has less room",
    lambda old, new: old.has_db_default() and not new.has_db_default(): "loses its db_default",
    lambda old, new: old.db_column != new.db_column: "gets another name",
}
