"""Makes the new items, points them at each other, and gives everything its versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.capabilities.registry import stored
from cms.declarations import FieldDeclaration
from cms.exchange.bulk import add_versions, create_all, prepare
from cms.exchange.filling import put_all
from cms.exchange.moves import Move
from cms.exchange.report import BadValue, problems_of
from cms.exchange.saving import save_draft, save_published
from cms.exchange.tables import Row
from cms.exchange.values import put_reference
from cms.library.models import Item


def finish(move: Move) -> None:
    """Make the new items, put references, and give everything its versions."""
    new = [one for one in move.moved if one.is_new]
    if not move.findings:
        for one in new:
            prepare(one.item, is_live=move.lets_out(one.item, one.row))
        create_all([one.item for one in new])
    for one in move.moved:
        _connect(move, one.item, one.row, one.row.data)
    if move.findings:
        return
    add_versions([one.item for one in new], move.user)
    for one in move.moved:
        if not one.is_new:
            save = save_published if move.lets_out(one.item, one.row) else save_draft
            save(one.item, move.user)
        stored(one.item)
        if one.row.draft:
            _put_draft(move, one.item, one.row, one.row.draft)


def _connect(move: Move, item: Item, row: Row, values: Mapping[str, Any]) -> None:
    references = item.declaration.fields_of("reference")
    for name, declared in references.items():
        try:
            if name in values and not _is_coming(move, declared, values[name]):
                put_reference(item, name, declared, values[name])
        except BadValue as error:
            move.note(row, name, str(error))
            continue
        _check_required(move, item, row, name)
    if references.keys() & values.keys() and not move.findings:
        item.save()


def _is_coming(move: Move, declared: FieldDeclaration, value: Any) -> bool:
    """Whether the file itself brings what is pointed at; it can't until its mistakes are mended."""
    named = {value} if isinstance(value, str) else set(map(str, value or ()))
    return bool(move.findings) and bool(named & move.coming.get(str(declared.to), set()))


def _check_required(move: Move, item: Item, row: Row, name: str) -> None:
    declared = item.declaration.fields[name]
    if not declared.required or move.findings:
        return
    value = getattr(item, name)
    if not (value.all() if declared.many else value):
        move.note(row, name, _("Feltet skal udfyldes."))


def _put_draft(move: Move, item: Item, row: Row, values: Mapping[str, Any]) -> None:
    put_all(move, item, row, values)
    _connect(move, item, row, values)
    try:
        item.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for problem in problems_of(row.number, error):
            move.note(row, problem.column, problem.reason)
    else:
        save_draft(item, move.user)
