"""Migration operations for what Django doesn't see: drafts, local texts, marks, and items that go.

Names are as in the tables: a place is three columns, and each has its own key in a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.migrations.operations.base import Operation

Values = dict[str, Any]


class DataOperation(Operation):
    """Base: changes rows and leaves the tables as they are."""

    reduces_to_sql = False

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Tables stay as they are."""


class RenameInDrafts(DataOperation):
    """After a field is renamed: the same in every draft, local text and mark."""

    reversible = True

    def __init__(self, model_name: str, old_name: str, new_name: str) -> None:
        """Names as in the migration's own app."""
        self.model_name, self.old_name, self.new_name = model_name, old_name, new_name

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Rename the key."""
        rename_in_drafts(to_state.apps, app_label, self.model_name, self.old_name, self.new_name)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Rename it back."""
        rename_in_drafts(to_state.apps, app_label, self.model_name, self.new_name, self.old_name)

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Rename {self.old_name} to {self.new_name} in drafts and local texts"


class ForgetInDrafts(DataOperation):
    """Before a field goes: its values in drafts, local texts and marks go too.

    Else a new field of the same name but another kind would meet them in an old draft.
    """

    reversible = False

    def __init__(self, model_name: str, name: str) -> None:
        """Names as in the migration's own app."""
        self.model_name, self.name = model_name, name

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Take the key out."""

        def forget(values: Values) -> None:
            values.pop(self.name, None)

        apps = from_state.apps
        change_drafts(apps, app_label, self.model_name, self.name, forget)
        change_other_words(apps, app_label, self.model_name, self.name, forget)
        marks_of(apps, app_label, self.model_name, self.name).delete()

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Forget {self.name} in drafts and local texts"


class RemoveItemsOfType(DataOperation):
    """Before a type's table goes: its items, with drafts, choices and what citizens did."""

    reversible = False

    def __init__(self, type_name: str, model_name: str) -> None:
        """The declared name, and the model's."""
        self.type_name, self.model_name = type_name, model_name

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Delete, dependants first; history and references go with the content type."""
        apps, model = from_state.apps, self.model_name.lower()
        drafts_of(apps, app_label, model).delete()
        apps.get_model("library", "Item").objects.filter(type_name=self.type_name).delete()
        content_types = apps.get_model("contenttypes", "ContentType").objects
        content_types.filter(app_label=app_label, model=model).delete()

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Remove the items of {self.type_name}"


class RenameType(DataOperation):
    """After a type is renamed: its items say the new name."""

    reversible = True

    def __init__(self, old_name: str, new_name: str) -> None:
        """Declared names."""
        self.old_name, self.new_name = old_name, new_name

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Say the new name."""
        rename_items(to_state.apps, self.old_name, self.new_name)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Say the old name again."""
        rename_items(to_state.apps, self.new_name, self.old_name)

    def describe(self) -> str:
        """One line for the migration's output."""
        return f"Items of {self.old_name} are now {self.new_name}"


def rename_items(apps: Any, old: str, new: str) -> None:
    """Let items say another type."""
    apps.get_model("library", "Item").objects.filter(type_name=old).update(type_name=new)


def rename_in_drafts(apps: Any, app_label: str, model_name: str, old: str, new: str) -> None:
    """Rename a key wherever it stands outside the table's own columns."""

    def rename(values: Values) -> None:
        if old in values:
            values[new] = values.pop(old)

    change_drafts(apps, app_label, model_name, old, rename)
    change_other_words(apps, app_label, model_name, old, rename)
    marks_of(apps, app_label, model_name, old).update(field=new)


def change_drafts(
    apps: Any, app_label: str, model_name: str, name: str, change: Callable[[Values], None]
) -> None:
    """Change every stored revision that has the key."""
    for revision in one_by_one(drafts_of(apps, app_label, model_name)):
        if name in revision.content:
            change(revision.content)
            revision.save(update_fields=["content"])


def change_other_words(
    apps: Any, app_label: str, model_name: str, name: str, change: Callable[[Values], None]
) -> None:
    """Change every municipality's own text, and every translation, that has the key."""
    items = apps.get_model(app_label, model_name).objects.values("pk")
    for kind in ("Overlay", "Translation"):
        written = apps.get_model("library", kind).objects.filter(item_id__in=items)
        for words in one_by_one(written):
            if name in words.values or name in words.originals:
                change(words.values)
                change(words.originals)
                words.save(update_fields=["values", "originals"])


def drafts_of(apps: Any, app_label: str, model_name: str) -> Any:
    """The stored revisions of a model's items, published or not."""
    return apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label=app_label, content_type__model=model_name.lower()
    )


def marks_of(apps: Any, app_label: str, model_name: str, field: str) -> Any:
    """The derived rows of the terms in one field."""
    items = apps.get_model(app_label, model_name).objects.values("pk")
    return apps.get_model("library", "ItemTerm").objects.filter(item_id__in=items, field=field)


def one_by_one(rows: Any) -> Iterator[Any]:
    """The rows, read one at a time: there may be many, and they change while one goes through."""
    for key in list(rows.order_by("pk").values_list("pk", flat=True)):
        yield rows.get(pk=key)
