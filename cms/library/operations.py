"""Migration operations for what Django doesn't see: drafts, local texts and items of a gone type."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class RenameInDrafts(Operation):
    """After a field is renamed: the same in every stored revision and every overlay."""

    reduces_to_sql = False
    reversible = True

    def __init__(self, model_name: str, old_name: str, new_name: str) -> None:
        """Names as in the migration's own app."""
        self.model_name, self.old_name, self.new_name = model_name, old_name, new_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Tables stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Rename the key."""
        self._rename(app_label, to_state.apps, self.old_name, self.new_name)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Rename it back."""
        self._rename(app_label, to_state.apps, self.new_name, self.old_name)

    def _rename(self, app_label: str, apps: Any, old: str, new: str) -> None:
        revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
            content_type__app_label=app_label, content_type__model=self.model_name.lower()
        )
        for revision in revisions.iterator():
            if old in revision.content:
                revision.content[new] = revision.content.pop(old)
                revision.save(update_fields=["content"])
        items = apps.get_model(app_label, self.model_name).objects.values("pk")
        for overlay in apps.get_model("library", "Overlay").objects.filter(item_id__in=items):
            self._rename_overlay(overlay, old, new)

    @staticmethod
    def _rename_overlay(overlay: Any, old: str, new: str) -> None:
        for texts in (overlay.values, overlay.originals):
            if old in texts:
                texts[new] = texts.pop(old)
        overlay.save(update_fields=["values", "originals"])

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Rename {self.old_name} to {self.new_name} in drafts and local texts"


class RemoveItemsOfType(Operation):
    """Before a type's table goes: its items, with drafts, choices and what citizens did."""

    reduces_to_sql = False
    reversible = False

    def __init__(self, type_name: str, model_name: str) -> None:
        """The declared name, and the model's."""
        self.type_name, self.model_name = type_name, model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Tables stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Delete, dependants first."""
        apps = from_state.apps
        apps.get_model("wagtailcore", "Revision").objects.filter(
            content_type__app_label=app_label, content_type__model=self.model_name.lower()
        ).delete()
        apps.get_model("library", "Item").objects.filter(type_name=self.type_name).delete()

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Remove the items of {self.type_name}"


class RenameType(Operation):
    """After a type is renamed: its items say the new name."""

    reduces_to_sql = False
    reversible = True

    def __init__(self, old_name: str, new_name: str) -> None:
        """Declared names."""
        self.old_name, self.new_name = old_name, new_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Tables stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Say the new name."""
        self._rename(to_state.apps, self.old_name, self.new_name)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Say the old name again."""
        self._rename(to_state.apps, self.new_name, self.old_name)

    @staticmethod
    def _rename(apps: Any, old: str, new: str) -> None:
        apps.get_model("library", "Item").objects.filter(type_name=old).update(type_name=new)

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Items of {self.old_name} are now {self.new_name}"
