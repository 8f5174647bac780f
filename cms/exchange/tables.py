"""What a file says of items: rows of plain data that know where in the file they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cms.exchange.cells import is_empty, read_cell
from cms.exchange.columns import Column, columns_of
from cms.exchange.findings import BadCell, Finding, Place, nearest
from cms.exchange.uploads import Sheet
from cms.library.models import Item


@dataclass
class Row:
    """One item as the file says it. `cleared` are the keys whose cells are empty."""

    sheet: str
    number: int
    data: dict[str, Any]
    cleared: set[str] = field(default_factory=set)
    # What the file calls each key: column letter and heading.
    columns: Mapping[str, str] = field(default_factory=dict)
    # Values that are not published yet, over those that are.
    draft: Mapping[str, Any] | None = None

    def place(self, key: str = "") -> Place:
        """Where a value of this row stands; a field of several columns is found by its first."""
        column = self.columns.get(key) or next(
            (text for known, text in self.columns.items() if known.split(".")[0] == key), key
        )
        return Place(self.sheet, self.number, column)


@dataclass
class Table:
    """Rows of one type."""

    model: type[Item]
    rows: list[Row]


def read_sheet(sheet: Sheet, model: type[Item], findings: list[Finding]) -> Table:
    """The rows below a sheet's headings; what can't be read goes to the findings."""
    table = Table(model, [])
    if not sheet.rows:
        return table
    line, headings = sheet.rows[0]
    columns = _matched(sheet, line, headings, model, findings)
    names = {column.key: _name(index, headings) for index, column in columns.items()}
    for number, cells in sheet.rows[1:]:
        row = Row(sheet.title, number, {}, columns=names)
        _read_cells(row, cells, columns, findings)
        _note_strays(row, cells, headings, findings)
        table.rows.append(row)
    return table


def _name(index: int, headings: Sequence[Any]) -> str:
    return f"{get_column_letter(index + 1)} · {str(headings[index]).strip()}"


def _plain(heading: Any) -> str:
    return str(heading or "").strip().rstrip("*").strip().casefold()


def _matched(
    sheet: Sheet, line: int, headings: Sequence[Any], model: type[Item], findings: list[Finding]
) -> dict[int, Column]:
    """The column of the type at each place of the heading row."""
    columns = columns_of(model)
    known = {column.key.casefold(): column for column in columns}
    known |= {_plain(column.heading): column for column in columns}
    matched: dict[int, Column] = {}
    for index, heading in enumerate(headings):
        if is_empty(heading):
            continue
        place = Place(sheet.title, line, _name(index, headings))
        column = known.get(_plain(heading))
        if column is None:
            reason = _("Kolonnen “%(heading)s” kendes ikke.") % {"heading": heading}
            way_out = nearest(str(heading), [one.heading for one in columns])
            findings.append(Finding(place, reason, way_out))
        elif column in matched.values():
            reason = _("Kolonnen “%(heading)s” står her to gange.") % {"heading": heading}
            findings.append(Finding(place, reason, _("Slet den ene.")))
        else:
            matched[index] = column
    findings += _missing(sheet, line, columns, matched)
    return matched


def _missing(
    sheet: Sheet, line: int, columns: Sequence[Column], matched: Mapping[int, Column]
) -> Iterator[Finding]:
    present = {column.key for column in matched.values()}
    if "slug" in present:  # rows may name what is there already, and change only some of it
        return
    for column in columns:
        if column.required and column.key not in present and "." not in column.key:
            reason = _("Kolonnen “%(heading)s” mangler.") % {"heading": column.heading}
            place = Place(sheet.title, line)
            yield Finding(place, reason, _("Tilføj kolonnen, eller begynd med skabelonen."))


def _read_cells(
    row: Row, cells: Sequence[Any], columns: Mapping[int, Column], findings: list[Finding]
) -> None:
    for index, column in columns.items():
        value = cells[index] if index < len(cells) else None
        if is_empty(value):
            row.cleared.add(column.key)
            continue
        try:
            _nest(row.data, column.key, read_cell(column, value))
        except BadCell as error:
            findings.append(Finding(row.place(column.key), str(error), error.way_out))


def _nest(data: dict[str, Any], key: str, value: Any) -> None:
    name, _dot, part = key.partition(".")
    if part:
        data.setdefault(name, {})[part] = value
    else:
        data[name] = value


def _note_strays(
    row: Row, cells: Sequence[Any], headings: Sequence[Any], findings: list[Finding]
) -> None:
    """A value below no heading would be lost without a word."""
    for index, value in enumerate(cells):
        named = index < len(headings) and not is_empty(headings[index])
        if not named and not is_empty(value):
            place = Place(row.sheet, row.number, get_column_letter(index + 1))
            reason = _("Cellen står i en kolonne uden overskrift.")
            findings.append(
                Finding(place, reason, _("Giv kolonnen en overskrift, eller slet den."))
            )
