"""All-or-nothing import of items of one type, with a report per row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cms.capabilities.registry import all_capabilities, stored
from cms.declarations import did_you_mean
from cms.exchange.columns import LENT_TO, LIVE, SHARING, SLUG
from cms.exchange.report import BadValue, ImportRefused, RowProblem, problems_of
from cms.exchange.values import Lookups, put, put_reference
from cms.library.models import Item
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import Municipality, Owner

ENGINE_KEYS = (SLUG, "owner", SHARING, LENT_TO, LIVE)
Row = Mapping[str, Any]


@dataclass
class _Import:
    """One run: the model, what rows may name, and what went wrong so far."""

    model: type[Item]
    lookups: Lookups
    owners: dict[str, Owner]
    problems: list[RowProblem] = field(default_factory=list)

    def known_keys(self) -> set[str]:
        declaration = self.model.declaration
        return {*ENGINE_KEYS, *declaration.fields, *declaration.capabilities}


def import_items(
    type_name: str, rows: Sequence[Row], *, lookups: Lookups | None = None, dry_run: bool = False
) -> list[Item]:
    """Make or update items by slug; a row without a slug is always new.

    Raises ImportRefused with every problem of every row, and then nothing has changed.
    A dry run checks the same and changes nothing.
    """
    run = _Import(item_model(type_name), lookups or Lookups.read(), _owners())
    with everything("import"), transaction.atomic():
        items = [_import_row(run, number, row) for number, row in enumerate(rows, start=1)]
        if not run.problems:
            _connect(run, items, rows)
        if run.problems:
            raise ImportRefused(run.problems)
        if dry_run:
            transaction.set_rollback(True)
    return [item for item in items if item is not None]


def _owners() -> dict[str, Owner]:
    """Owners by slug, and municipalities also by code."""
    by_slug = {owner.slug: owner for owner in Owner.objects.all()}
    by_code = {
        code: by_slug[slug] for code, slug in Municipality.objects.values_list("code", "slug")
    }
    return {**by_slug, **by_code}


def _import_row(run: _Import, number: int, row: Row) -> Item | None:
    before = len(run.problems)
    for key in row.keys() - run.known_keys():
        reason = f"unknown column; {did_you_mean(str(key), run.known_keys())}"
        run.problems.append(RowProblem(number, str(key), reason))
    item = _item(run, number, row)
    _put_loans(run, number, item, row)
    for name, declared in run.model.declaration.fields.items():
        if name in row:
            try:
                put(item, name, declared, row[name], run.lookups)
            except BadValue as error:
                run.problems.append(RowProblem(number, name, str(error)))
    if len(run.problems) == before:
        _check_and_save(run, number, item, row)
    return item


def _item(run: _Import, number: int, row: Row) -> Item:
    slug = row.get("slug")
    found = run.model.objects.filter(slug=slug).first() if slug else None
    item: Item = found or run.model(slug=slug or "")
    owner = run.owners.get(str(row.get("owner", "")))
    if owner is not None:
        item.owner = owner
    elif "owner" in row or found is None:
        reason = f"there is no owner {row.get('owner')!r}; write national, a code or a slug"
        run.problems.append(RowProblem(number, "owner", reason))
    item.sharing = row.get("sharing") or item.sharing or run.model.declaration.settings.sharing
    item.live = bool(row.get("live", True))
    if item.live:
        item.last_published_at = timezone.now()
        item.first_published_at = item.first_published_at or item.last_published_at
    return item


def _put_loans(run: _Import, number: int, item: Item, row: Row) -> None:
    if LENT_TO not in row:
        return
    try:
        # An owner that isn't there is a problem already.
        owner = item.owner if item.owner_id else None
        item.lent_to = run.lookups.borrowers(row[LENT_TO], owner)
    except BadValue as error:
        run.problems.append(RowProblem(number, LENT_TO, str(error)))


def _check_and_save(run: _Import, number: int, item: Item, row: Row) -> None:
    try:
        for name in run.model.declaration.capabilities.keys() & row.keys():
            all_capabilities()[name].import_settings(item, row[name])
        # References are put once every row exists, so a required one can't be checked here.
        item.full_clean(exclude=list(run.model.declaration.fields_of("reference")))
    except ValidationError as error:
        run.problems += problems_of(number, error)
    else:
        item.save()
        stored(item)


def _connect(run: _Import, items: Sequence[Item | None], rows: Sequence[Row]) -> None:
    references = run.model.declaration.fields_of("reference")
    for number, (item, row) in enumerate(zip(items, rows, strict=True), start=1):
        named = references.keys() & row.keys()
        if item is None or not named:
            continue
        try:
            for name in named:
                put_reference(item, name, references[name], row[name])
        except BadValue as error:
            run.problems.append(RowProblem(number, ", ".join(named), str(error)))
        else:
            item.save()
