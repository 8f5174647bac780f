"""Takes a whole import back: what it made goes, what it changed is as it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.models import ReferenceIndex

from cms.capabilities.schedule.models import Occurrence
from cms.exchange import history, records
from cms.exchange.models import BatchState, ImportBatch, ImportedItem, ImportedRecord
from cms.exchange.saving import restore, stamp
from cms.library.models import Item, ItemTerm, Loan
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.municipalities.models import User

DERIVED: tuple[type[models.Model], ...] = (ItemTerm, Loan, Occurrence)
AT_ONCE = 500


@dataclass(frozen=True)
class Obstacle:
    """Why one item of an import can't be taken back."""

    title: str
    reason: str


class UndoRefused(Exception):
    """Nothing was undone. `obstacles` says what stands in the way."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        """Keep every obstacle."""
        self.obstacles = obstacles
        super().__init__("\n".join(f"{one.title}: {one.reason}" for one in obstacles))


@transaction.atomic
def undo_batch(batch: ImportBatch, user: User) -> int:
    """Remove what the import made and restore what it changed; gives how many items.

    Raises UndoRefused with every reason, and then nothing has changed.
    """
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.IMPORTED)
    if not claimed.update(state=BatchState.UNDONE, undone_at=timezone.now()):
        return 0
    with everything("an import is taken back"):
        found = _take_back_records(batch) + obstacles(batch)
        if found:
            raise UndoRefused(found)
        for model, entries in _by_model(batch):
            _take_back(model, entries)
    batch.refresh_from_db()
    count = batch.items.count()
    history.write(batch, history.UNDONE, user, count)
    return count


def obstacles(batch: ImportBatch) -> list[Obstacle]:
    """Which items stand in the way of undoing an import. Needs a scope that shows everything."""
    found: list[Obstacle] = []
    made = {entry.item_id for entry in batch.items.all() if entry.before is None}
    for model, entries in _by_model(batch):
        items = model.objects.in_bulk([entry.item_id for entry in entries])
        uses = _uses(model, [e.item_id for e in entries if e.before is None], made)
        for entry in entries:
            found += _obstacles(entry, items.get(entry.item_id), uses.get(entry.item_id, []))
    return found


def _take_back_records(batch: ImportBatch) -> list[Obstacle]:
    """First of all, as the import's own choices do not stand in the way of its items."""
    entries = list(batch.records.all())
    found = [one for record in entries for one in _record_obstacles(batch, record)]
    for record in entries if not found else ():
        records.take_back(record.kind, batch.owner, record.item_id, record.before)
    return found


def _by_model(batch: ImportBatch) -> Iterator[tuple[type[Item], list[ImportedItem]]]:
    grouped: dict[str, list[ImportedItem]] = defaultdict(list)
    for entry in batch.items.all():
        grouped[entry.type_name].append(entry)
    for name, entries in grouped.items():
        if name in item_models():
            yield item_models()[name], entries


def _obstacles(entry: ImportedItem, item: Item | None, uses: list[str]) -> Iterator[Obstacle]:
    if item is None:
        if entry.before is not None:
            yield Obstacle(entry.title, _("Den er slettet siden."))
        return  # what the import made and somebody deleted since is gone already
    if stamp(item) != entry.stamp:
        yield Obstacle(entry.title, _("Den er ændret siden importen."))
    if item.locked or item.workflow_in_progress:
        yield Obstacle(entry.title, _("Den er låst eller til godkendelse."))
    for use in uses:
        yield Obstacle(entry.title, use)


def _record_obstacles(batch: ImportBatch, record: ImportedRecord) -> Iterator[Obstacle]:
    if records.current(record.kind, batch.owner, record.item_id) != record.after:
        title = str(Item.objects.filter(pk=record.item_id).first() or record.item_id)
        yield Obstacle(title, _("Jeres egen tekst eller jeres valg er ændret siden importen."))


def _take_back(model: type[Item], entries: Sequence[ImportedItem]) -> None:
    made = [entry.item_id for entry in entries if entry.before is None]
    # What an item is marked with and its versions go with it; the index hears of each.
    model.objects.filter(pk__in=made).delete()
    for entry in entries:
        if entry.before is not None:
            restore(model, entry.before)


def _uses(model: type[Item], keys: list[int], made: set[int]) -> dict[int, list[str]]:
    """For each item, what else would go or lose its way if the item went."""
    uses: dict[int, list[str]] = defaultdict(list)
    for related, column in _relations(model):
        rows = related._default_manager.filter(**{f"{column}__in": keys})
        outside = rows.exclude(pk__in=made) if issubclass(related, Item) else rows
        for key in outside.values_list(column, flat=True):
            name = str(related._meta.verbose_name_plural)
            uses[key].append(_("Den bruges andre steder: %(where)s.") % {"where": name})
    for key in _referring(model, keys, made):
        uses[key].append(_("Den bruges på en side eller i andet indhold."))
    return {key: list(dict.fromkeys(reasons)) for key, reasons in uses.items()}


def _relations(model: type[Item]) -> Iterator[tuple[type[models.Model], str]]:
    """Tables that point at an item and are no part of it, each with the column that points."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not relation.is_relation:
            continue
        column = getattr(relation, "field", None)
        related: Any = relation.related_model
        is_part = isinstance(column, ParentalKey) or getattr(
            column, "remote_field", None
        ).__dict__.get("parent_link", False)
        if column is None or is_part or related in DERIVED:
            continue
        if column.many_to_many or _joins_own(related, column, model):
            continue
        yield related, column.name


def _joins_own(related: Any, column: Any, model: type[Item]) -> bool:
    """Whether a table only joins the item's own lists, from the item's side."""
    owner = related._meta.auto_created
    return bool(owner and owner in model.__mro__ and column.name == owner._meta.model_name)


def _referring(model: type[Item], keys: list[int], made: set[int]) -> Iterator[int]:
    rows = ReferenceIndex.objects.filter(
        to_content_type__app_label=model._meta.app_label,
        to_content_type__model=model._meta.model_name,
        to_object_id__in=[str(key) for key in keys],
    )
    own = {str(key) for key in made}
    for to, source, app in rows.values_list("to_object_id", "object_id", "content_type__app_label"):
        if not (app == model._meta.app_label and source in own):
            yield int(to)
