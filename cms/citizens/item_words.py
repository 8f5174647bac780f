"""A rule word that says a citizen has to do with one item, or with anything of a type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, Max, Model, OuterRef, Value
from django.utils import timezone

from cms.citizens.prepared import Prepared
from cms.citizens.rule_words import WITHIN_DAYS, Arguments, Word

# Type, slug, and how many days ago; None where the word does not say when.
Doings = frozenset[tuple[str, str, int | None]]


def item_word(
    name: str,
    model: type[Model],
    labels: Mapping[str, str],
    *,
    moment: str = "",
    **conditions: object,
) -> Word:
    """The word of a model whose rows join a `citizen` and an `item`; `conditions` narrow them.

    Where the model has a `moment`, rules may ask for what was done within some days.
    """
    rows = model._default_manager.filter(**conditions).order_by()
    when: Any = Max(moment) if moment else Value(None, DateTimeField())

    def question(citizen: int) -> Any:
        own = rows.filter(citizen_id=citizen).values("item__type_name", "item__slug")
        return own.annotate(last=when).values_list("item__type_name", "item__slug", "last")

    prepared = Prepared(question)

    def gather(citizen: Any, today: date) -> Doings:
        found = prepared.rows(citizen.pk)
        return frozenset((kind, slug, days_ago(at, today)) for kind, slug, at in found)

    def holds(doings: Doings, arguments: Arguments) -> bool:
        wanted, slug = arguments["type"], arguments.get("slug")
        within = arguments.get(WITHIN_DAYS)
        return any(
            kind == wanted
            and slug in (None, found)
            and (within is None or (ago is not None and ago <= int(within)))
            for kind, found, ago in doings
        )

    def exists(arguments: Arguments, today: date) -> Exists:
        own = rows.filter(citizen_id=OuterRef("pk"), item__type_name=arguments["type"])
        if "slug" in arguments:
            own = own.filter(item__slug=arguments["slug"])
        if WITHIN_DAYS in arguments:
            first = days_before(today, int(arguments[WITHIN_DAYS]))
            own = own.filter(**{f"{moment}__gte": first})
        return Exists(own)

    counted = {WITHIN_DAYS: False} if moment else {}
    return Word(name, {"type": True, "slug": False, **counted}, gather, holds, exists, labels)


def days_ago(moment: datetime | None, today: date) -> int | None:
    """How many days before today a moment lies, counted in Danish days."""
    return None if moment is None else (today - timezone.localdate(moment)).days


def days_before(today: date, days: int) -> datetime:
    """The first moment of the day so many days before; never earlier than year 1."""
    day = today - timedelta(days=min(days, (today - date.min).days - 1))
    return timezone.make_aware(datetime.combine(day, time.min))
