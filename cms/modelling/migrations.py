"""From changed declarations to a migration: Django's autodetector, told what was renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations import DeleteModel, Migration, RenameField, RenameModel
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from cms.declarations import ContentType
from cms.declarations.changes import field_renames
from cms.library.columns import APP_LABEL
from cms.library.operations import RemoveItemsOfType, RenameInDrafts, RenameType

Types = Mapping[str, ContentType]
POINT = ("", "_latitude", "_longitude")


class DeclaredRenames(MigrationQuestioner):
    """Answers Django's questions from `renamed_from`; without it, a rename is drop and add."""

    def __init__(self, old: Types, new: Types) -> None:
        """Keep both states."""
        super().__init__(dry_run=False)
        self.old, self.new = old, new

    def ask_rename(self, model_name: str, old_name: str, new_name: str, field_instance: Any) -> bool:
        """Whether a column is another one's new name."""
        for name, declared in self.new.items():
            if declared.class_name.lower() != model_name.lower():
                continue
            before = self.old.get(name) or self.old.get(declared.renamed_from or "")
            pairs = field_renames(before, declared).items() if before else ()
            if any((was + end, now + end) == (old_name, new_name) for was, now in pairs for end in POINT):
                return True
        return False

    def ask_rename_model(self, old_model_state: Any, new_model_state: Any) -> bool:
        """Whether a type is another one's new name."""
        return any(
            declared.class_name == new_model_state.name
            and declared.renamed_from in self.old
            and self.old[declared.renamed_from].class_name == old_model_state.name
            for declared in self.new.values()
        )


def migration_for(old: Types, new: Types) -> Migration | None:
    """The migration from the tables as migrated to the models as declared now, or None."""
    loader = MigrationLoader(connection)
    questioner = DeclaredRenames(old, new)
    detector = MigrationAutodetector(
        loader.project_state(), ProjectState.from_apps(apps), questioner
    )
    changes = detector.changes(graph=loader.graph, trim_to_apps={APP_LABEL})
    migrations = changes.get(APP_LABEL, [])
    if not migrations:
        return None
    migration: Migration = migrations[0]
    migration.operations = [
        operation for found in migrations[0].operations for operation in _with_data(found, old)
    ]
    return migration


def _with_data(operation: Any, old: Types) -> list[Any]:
    """The operation with what belongs to it beside the tables."""
    if isinstance(operation, RenameField) and not operation.new_name.endswith(POINT[1:]):
        names = (operation.model_name, operation.old_name, operation.new_name)
        return [operation, RenameInDrafts(*names)]
    if isinstance(operation, RenameModel):
        return [operation, RenameType(_snake(operation.old_name, old), _snake(operation.new_name, {}))]
    if isinstance(operation, DeleteModel):
        return [RemoveItemsOfType(_snake(operation.name, old), operation.name), operation]
    return [operation]


def _snake(class_name: str, old: Types) -> str:
    for name, declared in old.items():
        if declared.class_name == class_name:
            return name
    letters = (f"_{sign.lower()}" if sign.isupper() else sign for sign in class_name)
    return "".join(letters).lstrip("_")


def write_migration(migration: Migration) -> str:
    """Write the file; returns its path."""
    writer = MigrationWriter(migration)
    with open(writer.path, "w", encoding="utf-8") as file:  # noqa: PTH123 - Django gives a str
        file.write(writer.as_string())
    return str(writer.path)
