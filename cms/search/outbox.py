"""Writes changes down and lets an index follow them.

A change is written in the transaction that makes it, so it is never lost and never told too
early. Every server keeps its own place in the row of changes, so an index that was away catches
up by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone

from cms.search import waking
from cms.search.document import Document, item_key
from cms.search.engine import Batch, Engine, Position
from cms.search.errors import IndexUnusable
from cms.search.models import Change

BATCH_SIZE = 200
KEPT_DAYS = 14
# Any number that nothing else in the database uses for its advisory locks.
_LOCK = 7_203_041


class DocumentSource(Protocol):
    """Where an index gets its documents from."""

    def documents_of(self, type_name: str, item_ids: Sequence[int]) -> Iterable[Document]:
        """The documents of these items as they are now; nothing for those not to be found."""

    def all(self) -> Iterable[Document]:
        """Every document there should be."""


def record(type_name: str, item_id: int) -> None:
    """Writes down that an item changed; call it inside the transaction that changes it."""
    if connection.vendor == "postgresql":
        # Numbers are given before transactions end. Without this lock a follower could see
        # change 6, go past 5 which is not committed yet, and miss it for ever.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    Change.objects.create(type_name=type_name, item_id=item_id)
    transaction.on_commit(waking.wake)


def record_everything() -> None:
    """Writes down that every item may have changed, as when a term gets another name."""
    record("", 0)


def newest_position() -> Position:
    """The last change there is."""
    newest = Change.objects.values_list("id", "made_at").last()
    return Position(0) if newest is None else _position(*newest)


def follow(
    engine: Engine, source: DocumentSource, wait_seconds: float | None = None
) -> Position | None:
    """Applies the next changes to an index; gives how far it has come with them, if there were any.

    Raises `IndexUnusable` when following is not enough and the index must be rebuilt, and
    `WriterBusy` when another process has been writing for `wait_seconds`.
    """
    applied: Batch | None = None

    def read(position: Position | None) -> Batch | None:
        nonlocal applied
        applied = _next_batch(position, source)
        return applied

    engine.advance(read, wait_seconds)
    return applied.position if applied else None


def prune() -> int:
    """Forgets changes older than two weeks but the newest; gives how many."""
    newest = newest_position().change
    old = Change.objects.filter(made_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    return old.exclude(id=newest).delete()[0]


def _position(change: int, made_at: datetime) -> Position:
    return Position(change, made_at.isoformat())


def _next_batch(position: Position | None, source: DocumentSource) -> Batch | None:
    after = _checked(position)
    pending = list(Change.objects.filter(id__gt=after)[:BATCH_SIZE])
    if not pending:
        return None
    if any(not change.type_name for change in pending):
        raise IndexUnusable("Everything may have changed: the index must be rebuilt.")
    last = pending[-1]
    return Batch(_documents(pending, source), _position(last.pk, last.made_at))


def _checked(position: Position | None) -> int:
    """The number of the last change applied, when it still is the change it was."""
    if position is None:
        raise IndexUnusable("The index does not say how far it has come: it must be rebuilt.")
    made_at = Change.objects.filter(id=position.change).values_list("made_at", flat=True).first()
    if position.change and (made_at is None or made_at.isoformat() != position.made_at):
        raise IndexUnusable("The index is of another database, or too old: it must be rebuilt.")
    return position.change


def _documents(pending: Sequence[Change], source: DocumentSource) -> dict[str, list[Document]]:
    changes: dict[str, list[Document]] = {}
    items: dict[str, list[int]] = {}
    for change in pending:
        key = item_key(change.type_name, change.item_id)
        if key not in changes:
            changes[key] = []
            items.setdefault(change.type_name, []).append(change.item_id)
    for type_name, item_ids in items.items():
        for document in source.documents_of(type_name, item_ids):
            changes[document.item].append(document)
    return changes
