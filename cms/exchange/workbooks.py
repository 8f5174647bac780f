"""Excel's files: read with care, and written so that no cell can become a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cms.exchange.findings import Unreadable
from cms.exchange.uploads import MOST_COLUMNS, Sheet, checked_rows

# Unpacked, a sheet of 5,000 rows is some megabytes; a packed bomb is gigabytes.
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_PARTS = 500
MOST_SHEETS = 40
# Rows with nothing but a format are not counted, but they are not read without end either.
LAST_ROW = 20_000
# A cell that begins so is run by some program or other; with ' in front it is text.
RUNNABLE = "=+-@\t\r'"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_000


def read_workbook(content: bytes) -> list[Sheet]:
    """Every sheet with its values; a formula is what it came to. Raises Unreadable."""
    broken = Unreadable(_("Filen kan ikke læses som Excel-ark. Gem den igen som .xlsx."))
    try:
        _check_parts(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        if len(book.sheetnames) > MOST_SHEETS:
            raise Unreadable(_("Filen har mere end 40 ark. Del den i flere filer."))
        return [Sheet(sheet.title, _rows(sheet)) for sheet in book.worksheets]
    except (
        *(BadZipFile, InvalidFileException, DefusedXmlException, ParseError),
        *(KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError),
    ) as error:  # what openpyxl meets in files that only look like workbooks
        if isinstance(error, Unreadable):
            raise
        raise broken from error


def _check_parts(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as packed:
        parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise Unreadable(_("Filen fylder for meget, når den pakkes ud. Del den i flere filer."))
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable(_("Filen er ikke et Excel-ark. Gem den som .xlsx, .csv eller JSON."))


def _rows(sheet: Any) -> list[tuple[int, Sequence[Any]]]:
    # What the file says of its own size need not be true.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True)
    return checked_rows(rows)


def safe_cell(value: Any) -> Any:
    """The value as it may stand in a file that others open: text never becomes a formula."""
    if not isinstance(value, str):
        return value
    text = CONTROL.sub("", value)[:LONGEST_CELL]
    return f"'{text}" if text[:1] and text[0] in RUNNABLE else text


def unescaped(text: str) -> str:
    """What `safe_cell` was given."""
    return text[1:] if text[:1] == "'" and text[1:2] and text[1] in RUNNABLE else text
