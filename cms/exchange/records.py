"""Own words, shelf choices and translations as plain data, whatever columns they have.

A municipality has the first two; whoever owns items has translations of them. There is one of each
for an item, but a translation for each language: its kind names it, as in "translations.ar".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.exchange.findings import Finding, Place
from cms.library.models import Item, Overlay, ShelfChoice, Translation
from cms.library.registry import item_models
from cms.library.sharing import Sharing
from cms.library.translations import check_language, check_words, written_by
from cms.municipalities.models import Owner

TRANSLATIONS = "translations"
KINDS: dict[str, type[models.Model]] = {
    "overlays": Overlay,
    "choices": ShelfChoice,
    TRANSLATIONS: Translation,
}
# Whose it is and about what, said in other ways.
NOT_VALUES = frozenset({"municipality", "item", "changed_at", "written_by"})
Values = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """One record that an import wrote: as it was, if it was, and as it is now."""

    kind: str
    item_id: int
    before: Values | None
    after: Values


def columns_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that are the record's own words."""
    return [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key and column.name not in NOT_VALUES
    ]


def values_of(record: models.Model) -> Values:
    """The record's words as JSON can say them."""
    found = {}
    for column in columns_of(type(record)):
        value = column.value_from_object(record)
        plain = isinstance(value, (dict, list, bool, int, float, str, type(None)))
        found[column.attname] = value if plain else column.value_to_string(record)
    return found


def export(owner: Owner) -> dict[str, list[Values]]:
    """Every record of an owner, by kind. Needs a scope that shows the items."""
    return {kind: list(_exported(kind, owner)) for kind in KINDS}


def _exported(kind: str, owner: Owner) -> Iterator[Values]:
    mine = written_by(owner) if kind == TRANSLATIONS else Q(municipality_id=owner.pk)
    rows = KINDS[kind]._default_manager.filter(mine).order_by("pk")
    names = dict(Item.objects.values_list("pk", "type_name"))
    slugs = dict(Item.objects.values_list("pk", "slug"))
    for record in rows:
        key = record.item_id  # type: ignore[attr-defined]
        if key in names:
            yield {"type": names[key], "slug": slugs[key], **values_of(record)}


def write(
    found: Mapping[str, Sequence[Any]], owner: Owner, findings: list[Finding], *, publishes: bool
) -> list[Written]:
    """Write the records of a document. Needs the editor's scope; mistakes go to the findings.

    Unless it `publishes`, translations come in as drafts.
    """
    written = []
    for kind, rows in found.items():
        for number, row in enumerate(rows, start=1):
            place = Place(kind, number)
            if owner.kind != "municipality" and kind != TRANSLATIONS:
                findings.append(Finding(place, _("Kun en kommune har en hylde.")))
                return []
            one = _write(kind, row, owner, place, findings, publishes=publishes)
            written += [one] if one else []
    return written


def _write(
    kind: str, row: Any, owner: Owner, place: Place, findings: list[Finding], *, publishes: bool
) -> Written | None:
    item = _item(kind, row, owner)
    if item is None:
        reason = _("Rækken peger på noget, der ikke findes eller ikke deles med jer.")
        findings.append(Finding(place, reason, _("Fjern rækken.")))
        return None
    kind = f"{kind}.{row.get('language')}" if kind == TRANSLATIONS else kind
    record = _record(kind, owner, item.pk)
    before = values_of(record) if record.pk else None
    try:
        _put(record, {key: value for key, value in row.items() if key not in {"type", "slug"}})
        _check(record, item)
        if isinstance(record, Translation):
            record.is_shown &= publishes
        record.full_clean(exclude=["item"])
    except (ValidationError, FieldError, TypeError, ValueError, AttributeError) as error:
        reason = "; ".join(getattr(error, "messages", [str(error)]))
        findings.append(Finding(place, reason))
        return None
    record.save()
    return Written(kind, item.pk, before, values_of(record))


def _record(kind: str, owner: Owner, item_id: int) -> Any:
    name, _dot, language = kind.partition(".")
    model = KINDS[name]
    mine: Values = {"municipality_id": owner.pk, "item_id": item_id}
    if name == TRANSLATIONS:
        is_own = Item.objects.filter(pk=item_id, owner_id=owner.pk).exists()
        mine |= {"language": language, "municipality_id": None if is_own else owner.pk}
    return model._default_manager.filter(**mine).first() or model(**mine)


def _item(kind: str, row: Any, owner: Owner) -> Item | None:
    """The item that a record is about, as the editor may see it; own words are over another's."""
    if not isinstance(row, dict) or str(row.get("type")) not in item_models():
        return None
    items = item_models()[row["type"]].objects.filter(slug=str(row.get("slug")))
    if kind == "overlays":
        items = items.exclude(owner_id=owner.pk)
    found: Item | None = items.first()
    return found


def _put(record: Any, values: Mapping[str, Any]) -> None:
    known = {column.attname: column for column in columns_of(type(record))}
    for key, value in values.items():
        if key not in known:
            raise ValidationError(_("Feltet “%(key)s” kendes ikke.") % {"key": key})
        setattr(record, key, known[key].to_python(value))


def _check(record: Any, item: Item) -> None:
    """What the screens refuse is refused here too."""
    if isinstance(record, ShelfChoice):
        if record.taken is False and item.sharing == Sharing.MANDATORY:
            raise ValidationError(_("Det, der vises i alle kommuner, kan ikke vælges fra."))
        return
    if isinstance(record, Translation):
        check_language(item, record.language)
        check_words(item, record.values)
        return
    for name, value in record.values.items():
        if name not in item.declaration.overridable:
            raise ValidationError(_("Feltet “%(key)s” kendes ikke.") % {"key": name})
        item._meta.get_field(name).clean(value, item)


def take_back(kind: str, owner: Owner, item_id: int, before: Values | None) -> None:
    """Put a record back as it was, or away where it wasn't."""
    record = _record(kind, owner, item_id)
    if before is None:
        if record.pk:
            record.delete()
        return
    _put(record, before)
    record.save()


def current(kind: str, owner: Owner, item_id: int) -> Values | None:
    """The record as it is now."""
    record = _record(kind, owner, item_id)
    return values_of(record) if record.pk else None
