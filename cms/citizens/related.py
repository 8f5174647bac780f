"""Every row about a citizen, in whichever table it is: found by walking the relations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import CASCADE, Field, Model, UUIDField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.citizens.models import Citizen

# How far from the citizen a row can be: a plan, its agreements, the notes of an agreement.
FARTHEST = 4
Said = dict[str, object]
Conditions = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """The rows about one citizen in one table, each as it stands there.

    `name` is what the JSON export calls it, `label` what people do.
    """

    name: str
    label: str
    model: type[Model]
    rows: list[Model] = field(repr=False)
    # The relations that lead back to the citizen, which a row need not say.
    back: frozenset[str] = frozenset()


def tables(citizen: Citizen) -> Iterator[Table]:
    """Every table that points at a citizen, also through others, with this one's rows.

    What points at the citizen itself comes first, by each of its relations; a table farther off
    is met once, on the shortest way.
    """
    seen: set[type[Model]] = {Citizen}
    level: list[tuple[type[Model], Conditions]] = [(Citizen, {"pk": citizen.pk})]
    for _step in range(FARTHEST):
        found = [
            (table, conditions)
            for model, known in level
            for table, conditions in _pointing_at(model, known)
            if table.model not in seen
        ]
        yield from (table for table, _conditions in found)
        seen |= {table.model for table, _conditions in found}
        level = [(table.model, conditions) for table, conditions in found]


def _pointing_at(model: type[Model], known: Conditions) -> Iterator[tuple[Table, Conditions]]:
    """The tables whose rows go when the known rows of `model` go, and which rows those are."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        if relation.concrete or getattr(relation, "on_delete", None) is not CASCADE:
            continue
        there: type[Model] = relation.related_model  # type: ignore[assignment]
        back: str = relation.field.name  # type: ignore[union-attr]
        conditions = {f"{back}__{key}": value for key, value in known.items()}
        # What lies sealed is opened one row at a time, by those who take it along.
        heavy: tuple[str, ...] = getattr(there, "sealed_columns", ())
        rows = there._base_manager.filter(**conditions).order_by("pk").defer(*heavy)
        yield (
            Table(_name(relation), label_of(there), there, list(rows), frozenset({back})),
            conditions,
        )


def _name(relation: Any) -> str:
    accessor = relation.get_accessor_name()
    return str(accessor or relation.related_model._meta.label_lower)


def label_of(model: type[Model]) -> str:
    """What people call the rows of this table."""
    return str(capfirst(model._meta.verbose_name_plural))


def told(table: Table, row: Model, language: str) -> Said:
    """The row in the words of its own model, where it has some; else field by field."""
    in_own_words = getattr(row, "for_export", None)
    if in_own_words is not None:
        said: Said = in_own_words(language)
        return said
    return {str(one.verbose_name): shown(row, one) for one in _fields(table, row)}


def plain_row(table: Table, row: Model, language: str) -> Said:
    """The row as JSON can carry it, by the fields' own names, and with all that it holds."""
    in_own_words = getattr(row, "to_take_along", None) or getattr(row, "for_export", None)
    if in_own_words is not None:
        return {name: plain_value(value) for name, value in in_own_words(language).items()}
    return {one.name: plain_value(_value(row, one)) for one in _fields(table, row)}


def _fields(table: Table, row: Model) -> Iterator[Field[Any, Any]]:
    """What a row says; not which row it is, and not whose."""
    for one in row._meta.concrete_fields:
        is_parent = bool(one.remote_field and getattr(one.remote_field, "parent_link", False))
        is_key = one.primary_key or is_parent or isinstance(one, UUIDField)
        if not is_key and one.name not in table.back:
            yield one


def _value(row: Model, one: Field[Any, Any]) -> object:
    """What a relation points at by its name; what is gone has none."""
    try:
        return getattr(row, one.name)
    except ObjectDoesNotExist:
        return None


def plain_value(value: object) -> object:
    """Any value as JSON can carry it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | list | dict | None) else str(value)


def shown(row: Model, one: Field[Any, Any]) -> str:
    """A value as a person reads it."""
    if one.choices:
        return str(getattr(row, f"get_{one.name}_display")())
    return in_words(_value(row, one))


def in_words(value: object) -> str:
    """Yes and no, days and lists, as one says them."""
    match value:
        case None | "":
            return "–"
        case bool():
            return _("Ja") if value else _("Nej")
        case datetime():
            return date_format(timezone.localtime(value), "j. F Y H.i")
        case date():
            return date_format(value, "j. F Y")
        case list() | tuple():
            return ", ".join(in_words(part) for part in value) or "–"
        case dict():
            return ", ".join(f"{key}: {in_words(part)}" for key, part in value.items()) or "–"
    return str(value)
