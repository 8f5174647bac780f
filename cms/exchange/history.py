"""What imports write into the history: the file, and each item it made, changed or took away."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.exchange.models import ImportBatch
from cms.history.models import HistoryEntry
from cms.history.services import declare_action, keep_history_of, record
from cms.library.models import Item
from cms.municipalities.models import User

IMPORTED, UNDONE = "exchange.import", "exchange.undo"
ACTIONS = {IMPORTED: _("Importeret fra en fil"), UNDONE: _("Import fortrudt")}
AT_ONCE = 100


def keep() -> None:
    """Register what is kept."""
    keep_history_of(ImportBatch)
    for name, label in ACTIONS.items():
        declare_action(name, label)


def write(batch: ImportBatch, action: str, user: User, count: int) -> None:
    """That a file came in, or went out again, and with how many items."""
    record(batch, action, title=batch.file_name, user=user, after={"items": count})


def write_each(items: Iterable[Item], action: str, user: User | None, person: str = "") -> None:
    """An entry for each item, in a few queries. `person` is who it was where no user did it."""
    now, together = timezone.now(), uuid4()
    if user is not None:
        person = user.get_full_name().strip() or user.get_username()
    HistoryEntry.objects.bulk_create(
        (
            HistoryEntry(
                content_type=ContentType.objects.get_for_model(item, for_concrete_model=False),
                object_id=str(item.pk),
                label=str(item),
                action=action,
                timestamp=now,
                uuid=together,
                user=user,
                person=person,
                owner_id=item.history_owner_id,
                revision=item.latest_revision,
                content_changed=True,
                deleted=False,
                data={},
            )
            for item in items
        ),
        batch_size=AT_ONCE,
    )
