"""Makes many items at once: some queries a table, where `save` needs some forty an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, router
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale, ReferenceIndex, Revision

from cms.library.children import ask_nothing_of
from cms.library.models import Item, ItemTerm, Loan
from cms.library.signals import item_changed
from cms.municipalities.models import User

AT_ONCE = 100
# Fields whose use Wagtail keeps account of: where does this picture stand?
ACCOUNTED = ("image", "video", "file")


def prepare(item: Item, *, is_live: bool) -> None:
    """What `save` would fill in."""
    item.live, item.has_unpublished_changes = is_live, not is_live
    item.fill_in()


def create_all(items: Sequence[Item]) -> None:
    """Make new, checked items in the database, and tell the floors above."""
    locale = Locale.get_default()
    by_model: dict[type[Item], list[Item]] = defaultdict(list)
    for item in items:
        item.locale = locale
        ask_nothing_of(item)
        by_model[type(item)].append(item)
    for model, made in by_model.items():
        _insert(model, made)
        _insert_lists(model, made)
        _insert_parts(model, made)
        _account_for(made)
    for item in items:
        item_changed.send(type(item), type_name=item.type_name, item_id=item.pk)


def _insert(model: type[Item], items: Sequence[Item]) -> None:
    shared = [column for column in Item._meta.concrete_fields if not column.primary_key]
    bases = [Item(**{c.attname: getattr(item, c.attname) for c in shared}) for item in items]
    Item._base_manager.bulk_create(bases, batch_size=AT_ONCE)
    for item, base in zip(items, bases, strict=True):
        item.pk = base.pk
        item.item_ptr_id = item.id = base.pk
        item._state.adding = False
        item._state.db = base._state.db
    # bulk_create refuses models with a parent table; the parents are made above.
    for start in range(0, len(items), AT_ONCE):
        model._base_manager._insert(
            items[start : start + AT_ONCE],
            fields=model._meta.local_concrete_fields,
            using=router.db_for_write(model),
        )


def _insert_lists(model: type[Item], items: Sequence[Item]) -> None:
    marks = []
    for name in model.declaration.fields_of("terms"):
        column: Any = model._meta.get_field(name)
        through = column.remote_field.through
        own, other = f"{column.m2m_field_name()}_id", f"{column.m2m_reverse_field_name()}_id"
        pairs = [(item.pk, term.pk) for item in items for term in getattr(item, name).all()]
        rows = [through(**{own: item, other: term}) for item, term in pairs]
        through._base_manager.bulk_create(rows, batch_size=AT_ONCE)
        marks += [ItemTerm(item_id=item, field=name, term_id=term) for item, term in pairs]
    ItemTerm.objects.bulk_create(marks, batch_size=AT_ONCE)
    loans = [
        Loan(item_id=item.pk, municipality=one) for item in items for one in item.lent_to.all()
    ]
    Loan.objects.bulk_create(loans, batch_size=AT_ONCE)


def _insert_parts(model: type[Item], items: Sequence[Item]) -> None:
    """Rows that are part of an item, such as a capability's settings."""
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        parts: list[models.Model] = []
        for item in items:
            for part in getattr(item, name).all():
                setattr(part, relation.field.attname, item.pk)
                parts.append(part)
        relation.related_model._base_manager.bulk_create(parts, batch_size=AT_ONCE)


def _account_for(items: Iterable[Item]) -> None:
    for item in items:
        if any(getattr(item, f"{n}_id") for n in item.declaration.fields_of(*ACCOUNTED)):
            ReferenceIndex.create_or_update_for_object(item)


def add_versions(items: Sequence[Item], user: User | None) -> None:
    """The first version of each item's history."""
    revisions = list(_versions(items, user))
    Revision.objects.bulk_create(revisions, batch_size=AT_ONCE)
    for item, revision in zip(items, revisions, strict=True):
        item.latest_revision = revision
        item.live_revision = revision if item.live else None
    bases = Item.objects.everything("items that were just made")
    bases.bulk_update(
        [_base(item) for item in items], ["latest_revision", "live_revision"], batch_size=AT_ONCE
    )


def _versions(items: Sequence[Item], user: User | None) -> Iterator[Revision]:
    now, base = timezone.now(), ContentType.objects.get_for_model(Item)
    for item in items:
        kind = ContentType.objects.get_for_model(item, for_concrete_model=False)
        yield Revision(
            content_type=kind,
            base_content_type=base,
            object_id=str(item.pk),
            user=user,
            created_at=now,
            content=item.serializable_data(),
            object_str=str(item),
        )


def _base(item: Item) -> Item:
    return Item(
        pk=item.pk,
        latest_revision_id=item.latest_revision_id,
        live_revision_id=item.live_revision_id,
    )
