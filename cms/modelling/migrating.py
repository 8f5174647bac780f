"""From changed declarations to a migration: Django's autodetector, told what was renamed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations import (
    AddField,
    AlterField,
    DeleteModel,
    Migration,
    RemoveField,
    RenameField,
    RenameModel,
)
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.utils.translation import override

from cms.declarations import ContentType
from cms.declarations.changes import carries_over, field_renames
from cms.library.columns import APP_LABEL
from cms.library.operations import ForgetInDrafts, RemoveItemsOfType, RenameInDrafts, RenameType

Types = Mapping[str, ContentType]
# A place is three columns; every other kind is one.
COLUMNS = ("", "_latitude", "_longitude")


class DeclaredRenames(MigrationQuestioner):
    """Answers Django's questions from `renamed_from`; without it, a rename is drop and add."""

    def __init__(self, old: Types, new: Types) -> None:
        """Keep both states."""
        super().__init__(dry_run=False)
        self.old, self.new = old, new

    def ask_rename(
        self, model_name: str, old_name: str, new_name: str, field_instance: Any
    ) -> bool:
        """Whether a column is another one's new name."""
        declared = _by_class(self.new, model_name)
        before = _before(declared, self.old) if declared else None
        if declared is None or before is None:
            return False
        return any(
            (was + end, now + end) == (old_name, new_name)
            for was, now in field_renames(before, declared).items()
            for end in COLUMNS
        )

    def ask_rename_model(self, old_model_state: Any, new_model_state: Any) -> bool:
        """Whether a type is another one's new name."""
        declared = _by_class(self.new, new_model_state.name)
        before = self.old.get(declared.renamed_from or "") if declared else None
        return before is not None and before.class_name == old_model_state.name


def migration_for(old: Types, new: Types) -> Migration | None:
    """The migration from the tables as migrated to the models as declared now, or None."""
    loader = MigrationLoader(connection)
    questioner = DeclaredRenames(old, new)
    detector = MigrationAutodetector(
        loader.project_state(), ProjectState.from_apps(apps), questioner
    )
    # Untranslated, as makemigrations does it: in Danish Wagtail's own labels look changed, and the
    # migration would depend on one of Wagtail's that doesn't exist.
    with override(None):
        changes = detector.changes(graph=loader.graph, trim_to_apps={APP_LABEL})
    migrations = changes.get(APP_LABEL, [])
    if not migrations:
        return None
    # Any: the types call `operations` a class's; the autodetector, too, sets an instance's.
    migration: Any = migrations[0]
    migration.operations = [
        operation for found in migration.operations for operation in _with_data(found, old, new)
    ]
    written: Migration = migration
    return written


def _with_data(operation: Any, old: Types, new: Types) -> list[Any]:
    """The operation with what belongs to it beside the tables."""
    match operation:
        case RenameField():
            names = (operation.model_name, operation.old_name, operation.new_name)
            return [operation, RenameInDrafts(*names)]
        case RemoveField():
            return [ForgetInDrafts(operation.model_name, operation.name), operation]
        case AlterField() if _is_another_kind(operation, old, new):
            return _replace(operation)
        case RenameModel():
            return [operation, RenameType(*_type_names(operation, old, new))]
        case DeleteModel():
            gone = _by_class(old, operation.name)
            name = gone.name if gone else operation.name.lower()
            return [RemoveItemsOfType(name, operation.name), operation]
    return [operation]


def _replace(operation: AlterField) -> list[Any]:
    """A new column for the old: the database would read old values as something else."""
    names = (operation.model_name, operation.name)
    return [ForgetInDrafts(*names), RemoveField(*names), AddField(*names, operation.field)]


def _is_another_kind(operation: AlterField, old: Types, new: Types) -> bool:
    declared = _by_class(new, operation.model_name)
    before = _before(declared, old) if declared else None
    if declared is None or before is None:
        return False
    former = {now: was for was, now in field_renames(before, declared).items()}
    field = declared.fields.get(operation.name)
    stood = before.fields.get(former.get(operation.name, operation.name))
    return field is not None and stood is not None and not carries_over(stood, field)


def _type_names(operation: RenameModel, old: Types, new: Types) -> tuple[str, str]:
    found = (_by_class(old, operation.old_name), _by_class(new, operation.new_name))
    was, now = (declared.name if declared else "" for declared in found)
    return was, now


def _by_class(types: Types, class_name: str) -> ContentType | None:
    """Migrations write a model's name in small letters or not."""
    wanted = class_name.lower()
    return next((one for one in types.values() if one.class_name.lower() == wanted), None)


def _before(declared: ContentType, old: Types) -> ContentType | None:
    return old.get(declared.name) or old.get(declared.renamed_from or "")


def write_migration(migration: Migration) -> Path:
    """Write the file; returns its path."""
    writer = MigrationWriter(migration)
    path = Path(writer.path)
    path.write_text(writer.as_string(), encoding="utf-8")
    return path
