"""How many items a change would touch, counted in the database, drafts included.

Tables are asked as they are now, which is as the last applied declarations said, so this can't go
through the models: they are already built from the new files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Revision

from cms.declarations import ContentType
from cms.declarations.changes import Change
from cms.library.columns import APP_LABEL

EMPTY: tuple[Any, ...] = (None, "", [], "[]")


@dataclass(frozen=True)
class Touched:
    """Items (published or not) and drafts that hold something the change takes."""

    items: int
    drafts: int

    def __bool__(self) -> bool:
        """Whether anything is touched."""
        return bool(self.items or self.drafts)


def touched_by(change: Change, old: dict[str, ContentType]) -> Touched:
    """Count for one change; nothing for changes that take nothing."""
    declared = old.get(change.type_name)
    if declared is None:
        return Touched(0, 0)
    model = _model_as_migrated(declared.class_name)
    if model is None:
        return Touched(0, 0)
    if change.loses == change.type_name:
        return Touched(model.objects.count(), 0)
    if change.loses or change.shorter_than is not None or change.lost_values:
        return Touched(_count_items(model, change), _count_drafts(model, change))
    return Touched(0, 0)


def _model_as_migrated(class_name: str) -> Any:
    """The model as the migrations on disk left it, or None if it never was migrated."""
    apps = MigrationLoader(connection).project_state().apps
    try:
        return apps.get_model(APP_LABEL, class_name)
    except LookupError:
        return None


def _count_items(model: Any, change: Change) -> int:
    field = model._meta.get_field(change.field)
    if field.many_to_many:
        return int(model.objects.filter(**{f"{change.field}__isnull": False}).distinct().count())
    name = f"{change.field}_id" if field.is_relation else change.field
    values = model.objects.values_list(name, flat=True)
    return sum(1 for value in values.iterator() if _is_touched(value, change))


def _count_drafts(model: Any, change: Change) -> int:
    revisions = Revision.objects.filter(
        content_type__app_label=APP_LABEL, content_type__model=model._meta.model_name
    ).order_by()
    drafts = revisions.values_list("content", flat=True)
    return sum(1 for content in drafts.iterator() if _is_touched(content.get(change.field), change))


def _is_touched(value: Any, change: Change) -> bool:
    if change.shorter_than is not None:
        return len(value or "") > change.shorter_than
    if change.lost_values:
        return value in change.lost_values
    return str(value) not in {str(empty) for empty in EMPTY}
