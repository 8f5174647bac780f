"""A library of any size, written straight into the tables of a database of its own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, cast

from django.db import connection, transaction
from wagtail.models import Locale

from cms.library.models import Item, Term
from cms.library.registry import item_models
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, Vendor

PROVIDERS, TAGS, TAGS_EACH = 40, 60, 3
BATCH = 2_000
VENDOR = "vendor"
VOCABULARY = "bench-tags"


def provided_type() -> type[Item]:
    """The declared type with most plain fields among those that vendors offer, with terms."""
    fit = [
        model
        for model in item_models().values()
        if VENDOR in model.declaration.settings.owners and model.declaration.fields_of("terms")
    ]
    return max(fit, key=lambda model: len(model.declaration.fields_of("text", "choice", "number")))


def tags_of(model: type[Item]) -> str:
    """The field of the type that holds its tags."""
    return next(iter(model.declaration.fields_of("terms")))


class Library:
    """Vendors, tags and items of one type, each item marked with three tags."""

    def __init__(self, model: type[Item]) -> None:
        """Make the vendors and tags."""
        self.model, self.dice, self.made = model, random.Random(5), 0
        self.locale, _made = Locale.objects.get_or_create(language_code="da")
        self.providers = [
            Vendor.objects.create(slug=f"bench-{n}", name=f"Udbyder {n}") for n in range(PROVIDERS)
        ]
        Term.objects.bulk_create(
            Term(vocabulary=VOCABULARY, slug=f"t{n}", labels={"da": f"Emne {n}"}, position=n)
            for n in range(TAGS)
        )
        self.tags = list(Term.objects.filter(vocabulary=VOCABULARY).values_list("pk", flat=True))

    @transaction.atomic
    def add(self, count: int, sharing: Sequence[str] = (Sharing.MANDATORY,)) -> None:
        """Add so many items, shared in these ways by turns."""
        for start in range(0, count, BATCH):
            numbers = range(self.made, self.made + min(BATCH, count - start))
            self._insert([self._item(n, sharing[n % len(sharing)]) for n in numbers])
            self.made += len(numbers)

    def _item(self, number: int, sharing: str) -> Item:
        declared = self.model.declaration
        values: dict[str, Any] = {
            name: sorted(field.choices or {})[number % len(field.choices or {})]
            for name, field in declared.fields.items()
            if field.kind == "choice"
        }
        values |= dict.fromkeys(declared.fields_of("duration", "number"), number % 50 + 1)
        values |= dict.fromkeys(declared.fields_of("text"), f"Tekst {number} med æøå")
        values |= dict.fromkeys(declared.fields_of("language"), "da")
        item = self.model(
            slug=f"a-bench-{number:06}",
            owner=self.providers[number % PROVIDERS],
            sharing=sharing,
            locale=self.locale,
            live=True,
            **values,
        )
        item.fill_in()
        return item

    def _insert(self, items: Sequence[Item]) -> None:
        shared = [column for column in Item._meta.concrete_fields if not column.primary_key]
        bases = [Item(**{c.attname: getattr(item, c.attname) for c in shared}) for item in items]
        Item._base_manager.bulk_create(bases, batch_size=500)
        for item, base in zip(items, bases, strict=True):
            item.pk = item.item_ptr_id = item.id = base.pk
        own = self.model._meta.local_concrete_fields
        for start in range(0, len(items), 500):
            part = items[start : start + 500]
            self.model._base_manager._insert(part, fields=own, using="default")
        through = cast(Any, self.model._meta.get_field(tags_of(self.model))).remote_field.through
        own_column = next(f.attname for f in through._meta.fields if f.related_model is self.model)
        through._base_manager.bulk_create(
            [
                through(**{own_column: item.pk, "term_id": tag})
                for item in items
                for tag in self.dice.sample(self.tags, TAGS_EACH)
            ],
            batch_size=2_000,
        )


def settle() -> None:
    """Let the database know what it holds now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def municipality() -> Municipality:
    """The one that is asked."""
    return Municipality.objects.get(slug="thisted")
