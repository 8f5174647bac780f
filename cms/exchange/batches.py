"""A file is checked, then imported whole, then perhaps undone whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.exchange import history
from cms.exchange.contents import Contents, read_contents
from cms.exchange.findings import Finding, MoveRefused
from cms.exchange.models import BatchState, ImportBatch, ImportedItem, ImportedRecord
from cms.exchange.moves import Move
from cms.exchange.moving import move_in
from cms.exchange.saving import stamp
from cms.exchange.uploads import read_upload
from cms.municipalities.models import Owner, User

# A file that nobody imported is forgotten after this long.
KEPT = timedelta(days=7)


def check_file(
    content: bytes, file_name: str, owner: Owner, user: User, *, type_name: str, publishes: bool
) -> ImportBatch:
    """Read a file and say what importing it would do; nothing is imported. Raises Unreadable."""
    contents = read_contents(read_upload(content), owner, type_name)
    _forget_old(owner)
    return ImportBatch.objects.create(
        owner=_plain(owner),
        uploaded_by=user,
        file_name=file_name[:200],
        type_name=type_name,
        publishes=publishes,
        content=content,
        report=_checked(contents, owner, user, publishes),
    )


def import_batch(batch: ImportBatch, user: User) -> ImportBatch:
    """Import a checked file. Raises MoveRefused, and then only the report is new."""
    contents = read_contents(read_upload(bytes(batch.content)), batch.owner, batch.type_name)
    try:
        with transaction.atomic():
            return _import(batch, contents, user)
    except MoveRefused as refused:
        # Something else has changed since the check: a taken address, a file that is gone.
        batch.report = _refused(contents, refused.findings)
        batch.save(update_fields=["report"])
        raise


def _import(batch: ImportBatch, contents: Contents, user: User) -> ImportBatch:
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.CHECKED)
    if not claimed.update(state=BatchState.IMPORTED, imported_at=timezone.now(), content=b""):
        batch.refresh_from_db()
        return batch
    move = move_in(contents, batch.owner, user, publishes=batch.publishes)
    batch.refresh_from_db()
    _remember(batch, move)
    history.write(batch, history.IMPORTED, user, len(move.moved))
    history.write_each([one.item for one in move.moved], history.IMPORTED, user)
    batch.report = _report(contents, move)
    batch.save(update_fields=["report"])
    return batch


def _remember(batch: ImportBatch, move: Move) -> None:
    ImportedItem.objects.bulk_create(
        ImportedItem(
            batch=batch,
            type_name=one.item.type_name,
            item_id=one.item.pk,
            title=str(one.item)[:255],
            before=one.before,
            stamp=stamp(one.item),
        )
        for one in move.moved
    )
    ImportedRecord.objects.bulk_create(
        ImportedRecord(
            batch=batch, kind=one.kind, item_id=one.item_id, before=one.before, after=one.after
        )
        for one in move.records
    )


def _checked(contents: Contents, owner: Owner, user: User, publishes: bool) -> dict[str, Any]:
    try:
        return _report(contents, move_in(contents, owner, user, publishes=publishes, dry_run=True))
    except MoveRefused as refused:
        return _refused(contents, refused.findings)


def _report(contents: Contents, move: Move) -> dict[str, Any]:
    return {
        "rows": contents.row_count,
        "types": [list(part) for part in move.summary()],
        "records": len(move.records),
        "skipped": contents.skipped,
        "findings": [],
        "warnings": [finding.as_json() for finding in move.warnings],
    }


def _refused(contents: Contents, findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "rows": contents.row_count,
        "types": [],
        "records": 0,
        "skipped": contents.skipped,
        "findings": [finding.as_json() for finding in findings],
        "warnings": [],
    }


def _forget_old(owner: Owner) -> None:
    old = ImportBatch.objects.filter(owner_id=owner.pk, state=BatchState.CHECKED)
    old.filter(uploaded_at__lt=timezone.now() - KEPT).delete()


def _plain(owner: Owner) -> Owner:
    return Owner.objects.get(pk=owner.pk)
