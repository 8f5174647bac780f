"""From an upload to tables: which sheet or list holds which type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cms.exchange.columns import LENT_TO, LIVE, SHARING, SHEET_LANGUAGE, SLUG
from cms.exchange.findings import Finding, Place, Unreadable, nearest
from cms.exchange.records import KINDS
from cms.exchange.tables import Row, Table, read_sheet
from cms.exchange.uploads import MOST_ROWS, Sheet, Upload, too_many_rows
from cms.library.models import Item
from cms.library.registry import item_models
from cms.municipalities.models import Owner

HELPER_SHEETS = ("Emneord", "Vejledning", "Kladder", "Lokale tekster", "Hylden")


@dataclass
class Contents:
    """Everything a file says, and what was wrong with saying it."""

    tables: list[Table] = field(default_factory=list)
    # A municipality's own words and shelf choices, as `records` says them.
    records: dict[str, list[Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        """How many rows of items there are."""
        return sum(len(table.rows) for table in self.tables)


def models_for(owner: Owner) -> dict[str, type[Item]]:
    """The types that this kind of owner may own, by name."""
    return {
        name: model
        for name, model in item_models().items()
        if owner.kind in model.declaration.settings.owners
    }


def sheet_title(model: type[Item]) -> str:
    """What the sheet of a type is called; Excel allows 31 signs."""
    return model.declaration.labels.in_language(SHEET_LANGUAGE).many.capitalize()[:31]


def read_contents(upload: Upload, owner: Owner, type_name: str = "") -> Contents:
    """Everything in the file. `type_name` says what a lone sheet or list holds.

    Raises Unreadable when nothing in it can be told.
    """
    contents = Contents()
    if upload.document is not None:
        _read_document(contents, upload.document, owner, type_name)
    else:
        _read_sheets(contents, upload.sheets, owner, type_name)
    if contents.row_count > MOST_ROWS:
        raise Unreadable(too_many_rows())
    nothing = not (contents.row_count or contents.findings or any(contents.records.values()))
    if nothing:
        raise Unreadable(_("Der er ingen rækker i filen. Udfyld rækkerne under overskrifterne."))
    return contents


def _read_sheets(contents: Contents, sheets: Sequence[Sheet], owner: Owner, type_name: str) -> None:
    allowed = models_for(owner)
    by_title = {sheet_title(model).casefold(): model for model in allowed.values()}
    by_title |= dict(allowed)
    known = [(sheet, by_title.get(sheet.title.strip().casefold())) for sheet in sheets]
    if not any(model for _sheet, model in known):
        known = [(sheets[0], _chosen(allowed, type_name)), *known[1:]]
    for sheet, model in known:
        if model is not None:
            contents.tables.append(read_sheet(sheet, model, contents.findings))
        elif sheet.rows and sheet.title not in HELPER_SHEETS:
            contents.skipped.append(sheet.title)


def _chosen(allowed: Mapping[str, type[Item]], type_name: str) -> type[Item]:
    if type_name not in allowed:
        raise Unreadable(_("Vælg, hvilken slags indhold filen har."))
    return allowed[type_name]


def _read_document(contents: Contents, document: Any, owner: Owner, type_name: str) -> None:
    allowed = models_for(owner)
    if isinstance(document, list):
        document = {"items": {_chosen(allowed, type_name).declaration.name: document}}
    if not isinstance(document, dict) or not isinstance(document.get("items"), dict):
        raise Unreadable(_("JSON-filen skal være en liste, eller have en nøgle “items”."))
    for name, rows in document["items"].items():
        if name not in allowed:
            reason = _("I kan ikke eje slagsen “%(name)s”.") % {"name": name}
            way_out = nearest(name, allowed)
            contents.findings.append(Finding(Place(sheet=name), reason, way_out))
        elif isinstance(rows, list):
            contents.tables.append(_listed(contents, rows, allowed[name], owner))
        else:
            place = Place(sheet=name)
            contents.findings.append(Finding(place, _("Her skal stå en liste af rækker.")))
    for kind in KINDS:
        found = document.get(kind) or []
        contents.records[kind] = found if isinstance(found, list) else []


def _listed(contents: Contents, rows: list[Any], model: type[Item], owner: Owner) -> Table:
    table, title = Table(model, []), model.declaration.name
    known = {
        SLUG,
        SHARING,
        LENT_TO,
        LIVE,
        *model.declaration.fields,
        *model.declaration.capabilities,
    }
    for number, found in enumerate(rows, start=1):
        if not isinstance(found, dict):
            reason = _("Her skal stå et objekt med felter.")
            contents.findings.append(Finding(Place(title, number), reason))
            continue
        data = {key: value for key, value in found.items() if key not in {"owner", "draft"}}
        row = Row(title, number, data, draft=found.get("draft"))
        contents.findings += _faults(row, found, known, owner)
        table.rows.append(row)
    return table


def _faults(row: Row, found: Mapping[str, Any], known: set[str], owner: Owner) -> list[Finding]:
    faults = []
    if found.get("owner", owner.slug) != owner.slug:
        reason = _("Rækken tilhører en anden: “%(owner)s”.") % {"owner": found["owner"]}
        faults.append(Finding(row.place("owner"), reason, _("Fjern “owner” fra rækken.")))
    drafted = row.draft if isinstance(row.draft, dict) else {}
    if row.draft is not None and not isinstance(row.draft, dict):
        faults.append(Finding(row.place("draft"), _("Her skal stå et objekt med felter.")))
        row.draft = None
    for key in [*row.data, *drafted]:
        if key not in known:
            reason = _("Feltet “%(key)s” kendes ikke.") % {"key": key}
            faults.append(Finding(row.place(key), reason, nearest(key, known)))
    return faults
