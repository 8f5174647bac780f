"""How many items a change would touch, counted in the database, drafts and local texts included.

Tables are asked as they are now, which is as the last applied declarations said, so this can't go
through the models: they are already built from the new files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import F
from django.db.utils import DatabaseError

from cms.declarations import ContentType
from cms.declarations.changes import Change
from cms.library.columns import APP_LABEL
from cms.library.operations import drafts_of

EMPTY: tuple[Any, ...] = (None, "", [], {}, "[]")
IsTouched = Callable[[Any], bool]


@dataclass(frozen=True)
class Touched:
    """Items (published or not), unpublished drafts and municipalities' own texts."""

    items: int = 0
    drafts: int = 0
    local_texts: int = 0

    def __bool__(self) -> bool:
        """Whether anything is touched."""
        return bool(self.items or self.drafts or self.local_texts)

    def __str__(self) -> str:
        """`3 items and 1 draft`."""
        counts = (
            (self.items, "item"),
            (self.drafts, "draft"),
            (self.local_texts, "local text"),
        )
        return " and ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n)


def touched_by(change: Change, old: dict[str, ContentType]) -> Touched:
    """Count for one change; nothing for changes that take nothing."""
    declared = old.get(change.was_type or change.type_name)
    if declared is None or not change.touches:
        return Touched()
    apps = MigrationLoader(connection).project_state().apps
    try:
        model = apps.get_model(APP_LABEL, declared.class_name)
        return _count(apps, model, change)
    except (LookupError, DatabaseError):
        # Never migrated on this database: there is nothing here that could be lost.
        return Touched()


def _count(apps: Any, model: Any, change: Change) -> Touched:
    name = change.column
    if not name:
        items = model.objects.all()
        return Touched(items.count(), _drafts(apps, model).count(), _overlays(apps, model).count())

    def is_touched(value: Any) -> bool:
        return change.concerns(value) if change.concerns else str(value) not in _EMPTY_TEXTS

    drafts = _drafts(apps, model).values_list("content", flat=True)
    overlays = _overlays(apps, model).values_list("values", flat=True)
    return Touched(
        sum(map(is_touched, _values(model, name))),
        sum(is_touched(content.get(name)) for content in drafts.iterator()),
        sum(name in values and is_touched(values[name]) for values in overlays.iterator()),
    )


_EMPTY_TEXTS = frozenset(str(empty) for empty in EMPTY)


def _values(model: Any, name: str) -> Any:
    field = model._meta.get_field(name)
    if field.many_to_many:
        marked = model.objects.filter(**{f"{name}__isnull": False})
        return marked.distinct().values_list("pk", flat=True)
    column = f"{name}_id" if field.is_relation else name
    return model.objects.values_list(column, flat=True).iterator()


def _drafts(apps: Any, model: Any) -> Any:
    """The newest revision of items that have changes not yet published, or never were."""
    items = apps.get_model("library", "Item").objects.filter(
        pk__in=model.objects.values("pk"), latest_revision__isnull=False
    )
    unpublished = items.filter(live=False) | items.exclude(latest_revision=F("live_revision"))
    newest = unpublished.values("latest_revision")
    return drafts_of(apps, APP_LABEL, model._meta.model_name).filter(pk__in=newest).order_by()


def _overlays(apps: Any, model: Any) -> Any:
    items = model.objects.values("pk")
    return apps.get_model("library", "Overlay").objects.filter(item_id__in=items)
