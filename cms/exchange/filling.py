"""An item with a row's values: the owner's own one of that address, or a new one; not saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.capabilities.registry import all_capabilities
from cms.exchange.columns import LENT_TO, SHARING, SLUG
from cms.exchange.exporter import export_item
from cms.exchange.moves import Move, Moved
from cms.exchange.prose import blocks_to_plain, to_plain
from cms.exchange.report import BadValue, problems_of
from cms.exchange.saving import state_of
from cms.exchange.tables import Row
from cms.exchange.values import put
from cms.library.models import Item

FORMATTED = {"rich_text": to_plain, "blocks": blocks_to_plain}


def prepared(move: Move, model: type[Item], row: Row, found: Item | None) -> Moved | None:
    """The item with the row's values, not saved yet."""
    if found is not None and (refusal := _refusal(move, found)):
        move.note(row, SLUG, *refusal)
        return None
    state = state_of(found) if found else None
    item: Item = model(owner=move.owner, slug=row.data.get(SLUG) or "")
    if found is not None:
        item = found.get_latest_revision_as_object() if found.has_unpublished_changes else found
    item.sharing = row.data.get(SHARING) or item.sharing or model.declaration.settings.sharing
    _put_loans(move, item, row)
    put_all(move, item, row, _cleared(row, found) | row.data)
    move.moved.append(Moved(item, row, state))
    return move.moved[-1]


def _put_loans(move: Move, item: Item, row: Row) -> None:
    """A row that says nothing of it leaves the loans as they are."""
    if LENT_TO not in row.data:
        return
    try:
        item.lent_to = move.lookups.borrowers(row.data[LENT_TO], item.owner)
    except BadValue as error:
        move.note(row, LENT_TO, str(error))


def _refusal(move: Move, item: Item) -> tuple[str, str] | None:
    """Why an item can't be updated from a file now, and the way out."""
    if item.locked:
        return _("“%(item)s” er låst.") % {"item": item}, _("Lås den op først.")
    if item.workflow_in_progress:
        return _("“%(item)s” er til godkendelse.") % {"item": item}, _("Afslut den først.")
    if move.publishes and item.live and item.has_unpublished_changes:
        reason = _("“%(item)s” har en kladde, der ikke er udgivet.") % {"item": item}
        return reason, _("Udgiv eller slet kladden, eller importér som kladder.")
    return None


def _cleared(row: Row, found: Item | None) -> dict[str, Any]:
    """An empty cell empties a field that was filled, unless the field must have something."""
    if found is None:
        return {}
    fields = found.declaration.fields
    return {
        key: None
        for key in (name.partition(".")[0] for name in row.cleared)
        if key in fields and not fields[key].required and key not in row.data
    }


def put_all(move: Move, item: Item, row: Row, values: Mapping[str, Any]) -> None:
    """Set what the values say of fields and capabilities; what can't be read is written down."""
    for name, declared in item.declaration.fields.items():
        if name not in values or _is_same_prose(item, row, name, values[name]):
            continue
        try:
            put(item, name, declared, values[name], move.lookups)
        except BadValue as error:
            move.note(row, name, str(error))
    # A field may be called what a capability is called; then the word means the field.
    settable = item.declaration.capabilities.keys() - item.declaration.fields.keys()
    for name in settable & values.keys():
        try:
            settings = _settings(values[name])
            if settings:
                all_capabilities()[name].import_settings(item, settings)
        except ValidationError as error:
            for problem in problems_of(row.number, error):
                move.note(row, f"{name}.{problem.column}", problem.reason)
        except (TypeError, ValueError):  # a value of another kind than the setting has
            move.note(row, name, _("Værdierne kan ikke læses."))


def _settings(values: Any) -> Mapping[str, Any]:
    if values is not None and not isinstance(values, dict):
        raise ValidationError(_("Her skal stå et objekt med felter."))
    return values or {}


def _is_same_prose(item: Item, row: Row, name: str, value: Any) -> bool:
    """Whether a sheet brings back text that was taken out of here: then its format is kept."""
    kind = item.declaration.fields[name].kind
    if not row.columns or kind not in FORMATTED or item.pk is None or value is None:
        return False
    plain: Any = FORMATTED[kind]
    return bool(plain(export_item(item)[name]) == plain(value))
