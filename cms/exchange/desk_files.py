"""A desk's list as a file that a spreadsheet opens: Danish separators, and no cell that acts."""

from __future__ import annotations

import csv
from io import StringIO

from django.http import HttpResponse

from cms.capabilities.pieces import Sheet
from cms.exchange.workbooks import safe_cell

# Without it spreadsheets take the file for another alphabet.
BYTE_ORDER_MARK = "\ufeff"


def as_file(sheet: Sheet) -> HttpResponse:
    """The file, to be kept nowhere but where it was fetched to."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([[safe_cell(cell) for cell in row] for row in sheet.rows])
    answer = HttpResponse(BYTE_ORDER_MARK + text.getvalue(), "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{sheet.name}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
