"""Excel files for people: a template to fill in, and everything an owner has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from cms.exchange.cells import write_cell
from cms.exchange.columns import Column, columns_of
from cms.exchange.contents import HELPER_SHEETS, models_for, sheet_title
from cms.exchange.exporter import export_owner
from cms.exchange.uploads import MOST_ROWS
from cms.exchange.workbooks import safe_cell
from cms.library.models import Item
from cms.municipalities.models import Owner

WORDS, GUIDE, DRAFTS, OVERLAYS, SHELF = HELPER_SHEETS
HEADING = Font(bold=True, color="FFFFFF")
HEADING_FILL = PatternFill("solid", fgColor="1F3A5F")
WRAPPED = Alignment(wrap_text=True, vertical="top")
FORMATS = {"date": "dd.mm.yyyy", "date_time": 'dd.mm.yyyy "kl." hh.mm', "money": "#,##0.00"}
WIDEST = 46


def template(model: type[Item]) -> bytes:
    """An empty sheet of a type: headings, help, drop-downs; its words; and a guide."""
    book = Workbook()
    columns = columns_of(model)
    sheet = book.active
    sheet.title = sheet_title(model)
    _write_headings(sheet, columns)
    lists = _write_words(book.create_sheet(WORDS), columns)
    _add_drop_downs(sheet, columns, lists)
    _write_guide(book.create_sheet(GUIDE), columns)
    return _bytes(book)


def workbook_of(owner: Owner) -> bytes:
    """Everything an owner has: a sheet a type, then drafts, own words and shelf choices."""
    found = export_owner(owner)
    book = Workbook()
    book.remove(book.active)
    drafts: list[Sequence[Any]] = []
    for name, model in models_for(owner).items():
        rows = found["items"].get(name, [])
        columns = columns_of(model)
        sheet = book.create_sheet(sheet_title(model))
        _write_headings(sheet, columns)
        _write_rows(sheet, columns, rows)
        drafts += _draft_rows(model, columns, rows)
    words = ("Slags", "Kort navn i adressen")
    _write_list(book, DRAFTS, (*words, "Felt", "Kladdens tekst"), drafts)
    overlays = [
        (row["type"], row["slug"], field, value, row.get("originals", {}).get(field, ""))
        for row in found["overlays"]
        for field, value in row["values"].items()
    ]
    headings = (*words, "Felt", "Jeres tekst", "Originalen")
    _write_list(book, OVERLAYS, headings, overlays)
    _write_list(book, SHELF, (*words, "Valg"), _choices(found["choices"]))
    return _bytes(book)


def _write_headings(sheet: Any, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns, start=1):
        star = " *" if column.required else ""
        cell = sheet.cell(1, index, f"{column.heading}{star}")
        cell.font, cell.fill, cell.alignment = HEADING, HEADING_FILL, WRAPPED
        cell.comment = Comment(_help(column), GUIDE, width=320, height=140)
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = min(WIDEST, max(16, len(column.heading) + 6))
        if column.kind in FORMATS:
            sheet.column_dimensions[letter].number_format = FORMATS[column.kind]
    sheet.freeze_panes = "A2"


def _write_rows(sheet: Any, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> None:
    for number, row in enumerate(rows, start=2):
        for index, column in enumerate(columns, start=1):
            value = safe_cell(write_cell(column, _value(row, column.key)))
            if value is not None:
                cell = sheet.cell(number, index, value)
                _format(cell, column, value)


def _format(cell: Any, column: Column, value: Any) -> None:
    cell.alignment = WRAPPED
    if isinstance(value, str):
        # Also where the program would guess a formula or a link.
        cell.data_type = "s"
    elif isinstance(value, (date, datetime)) or column.kind in FORMATS:
        cell.number_format = FORMATS.get(column.kind, FORMATS["date"])


def _value(row: Mapping[str, Any], key: str) -> Any:
    name, _dot, part = key.partition(".")
    value = row.get(name)
    return value.get(part) if part and isinstance(value, dict) else None if part else value


def _draft_rows(
    model: type[Item], columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]
) -> list[Sequence[Any]]:
    return [
        (sheet_title(model), row["slug"], column.heading, write_cell(column, value))
        for row in rows
        for column in columns
        if (value := _value(row.get("draft", {}), column.key)) is not None
    ]


def _choices(rows: Iterable[Mapping[str, Any]]) -> Iterable[Sequence[Any]]:
    for row in rows:
        taken = (
            {True: "taget ind", False: "valgt fra"}.get(bool(row.get("taken")), "")
            if row.get("taken") is not None
            else ""
        )
        pinned = "fremhævet" if row.get("pinned") else ""
        yield row["type"], row["slug"], ", ".join(filter(None, (taken, pinned)))


def _write_list(
    book: Workbook, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    sheet = book.create_sheet(title)
    for index, heading in enumerate(headings, start=1):
        cell = sheet.cell(1, index, heading)
        cell.font, cell.fill = HEADING, HEADING_FILL
        sheet.column_dimensions[get_column_letter(index)].width = 28
    for number, row in enumerate(rows, start=2):
        for index, value in enumerate(row, start=1):
            safe = safe_cell(value if isinstance(value, (str, int, float)) else str(value or ""))
            cell = sheet.cell(number, index, safe)
            cell.alignment = WRAPPED
            if isinstance(safe, str):
                cell.data_type = "s"
    sheet.freeze_panes = "A2"


def _write_words(sheet: Any, columns: Sequence[Column]) -> dict[str, str]:
    """One list a column; gives where each stands, for the drop-downs."""
    places: dict[str, str] = {}
    for index, column in enumerate((c for c in columns if c.choices), start=1):
        letter = get_column_letter(index)
        heading = sheet.cell(1, index, column.heading)
        heading.font, heading.fill = HEADING, HEADING_FILL
        sheet.column_dimensions[letter].width = 30
        for number, label in enumerate(column.choices.values(), start=2):
            sheet.cell(number, index, safe_cell(str(label)))
        last = len(column.choices) + 1
        places[column.key] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${last}"
    return places


def _add_drop_downs(sheet: Any, columns: Sequence[Column], lists: Mapping[str, str]) -> None:
    """A list to choose from; where several words may stand, others than one are let through."""
    for index, column in enumerate(columns, start=1):
        if column.key not in lists:
            continue
        rule = DataValidation("list", formula1=lists[column.key], allow_blank=True)
        rule.showErrorMessage = not column.many
        rule.errorTitle = column.heading[:30]
        rule.error = "Vælg fra listen. Ordene står på arket Emneord."
        letter = get_column_letter(index)
        rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        sheet.add_data_validation(rule)


def _write_guide(sheet: Any, columns: Sequence[Column]) -> None:
    rows = [("Kolonne", "Skal udfyldes", "Sådan skriver man")]
    rows += [(c.heading, "ja" if c.required else "", _help(c)) for c in columns]
    for number, row in enumerate(rows, start=1):
        for index, text in enumerate(row, start=1):
            cell = sheet.cell(number, index, safe_cell(text))
            cell.alignment = WRAPPED
            if number == 1:
                cell.font, cell.fill = HEADING, HEADING_FILL
    for letter, width in (("A", 30), ("B", 14), ("C", 80)):
        sheet.column_dimensions[letter].width = width


def _help(column: Column) -> str:
    return " ".join(filter(None, (column.help, notation_of(column)))) or "Almindelig tekst."


def notation_of(column: Column) -> str:
    """How a column's values are written."""
    if column.many:
        return "Flere adskilles med semikolon."
    return {
        "date": "Skriv datoen som 24.12.2026.",
        "date_time": "Skriv tidspunktet som 24.12.2026 kl. 10.00.",
        "duration": "Skriv minutter som 90, eller 1 time og 30 min.",
        "money": "Skriv beløbet i kroner, for eksempel 1.250,50.",
        "coordinate": "Skriv grader som 56,9552.",
        "rich_text": "Almindelige afsnit med en tom linje imellem (Alt+Enter).",
        "blocks": "Almindelige afsnit med en tom linje imellem (Alt+Enter).",
        "image": "Titlen på et billede, der ligger under Billeder.",
        "video": "Filnavnet på en video, der ligger under Medier.",
        "file": "Titlen på et dokument, der ligger under Dokumenter.",
        "link": "Hele adressen med https://",
        "reference": "Det korte navn på det, der peges på.",
        "yes_no": "Skriv ja eller nej.",
    }.get(column.kind, "")


def _bytes(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()
