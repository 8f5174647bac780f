"""An uploaded file, recognised by its content, as sheets of cells or as a JSON document."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import orjson
from django.utils.translation import gettext as _

from cms.exchange.findings import Unreadable

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 200
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True)
class Sheet:
    """Rows of cells. Row numbers are those that the program shows, from 1; empty rows are out."""

    title: str
    rows: Sequence[tuple[int, Sequence[Any]]]


@dataclass(frozen=True)
class Upload:
    """What a file holds: sheets, or a document read from JSON."""

    sheets: Sequence[Sheet] = ()
    document: Any = None


def read_upload(content: bytes) -> Upload:
    """Read a file by what it is, whatever it is called. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Filen fylder mere end 10 MB. Del den i flere filer."))
    if not content.strip():
        raise Unreadable(_("Filen er tom."))
    if content.startswith(ZIP):
        from cms.exchange.workbooks import read_workbook

        return Upload(sheets=read_workbook(content))
    if content.startswith(OLD_EXCEL):
        raise Unreadable(_("Filen er et gammelt Excel-ark (.xls). Gem det som .xlsx i stedet."))
    text = decoded(content)
    if text.lstrip()[:1] in {"[", "{"}:
        return Upload(document=_document(text))
    return Upload(sheets=[Sheet("", checked_rows(_csv(text)))])


def decoded(content: bytes) -> str:
    """Text in UTF-8, else as older Danish programs write it. Raises Unreadable for other files."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise Unreadable(_("Filen er hverken et regneark (.xlsx, .csv) eller JSON."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def checked_rows(rows: Any) -> list[tuple[int, Sequence[Any]]]:
    """Numbered rows without the empty ones. Raises Unreadable when there are too many."""
    kept: list[tuple[int, Sequence[Any]]] = []
    for number, found in enumerate(rows, start=1):
        cells = _without_empty_end(found) if len(found) > MOST_COLUMNS else found
        if any(cell not in (None, "") for cell in cells):
            kept.append((number, tuple(cells)))
        if len(kept) > MOST_ROWS + 1:
            raise Unreadable(too_many_rows())
    return kept


def too_many_rows() -> str:
    """What to say of a file that is too long."""
    return _("Filen har mere end 5.000 rækker. Del den i flere filer.")


def _without_empty_end(cells: Sequence[Any]) -> Sequence[Any]:
    if any(cell not in (None, "") for cell in cells[MOST_COLUMNS:]):
        raise Unreadable(_("Arket har mere end 200 kolonner. Brug skabelonen."))
    return cells[:MOST_COLUMNS]


def _document(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        reason = _("Filen ligner JSON, men der er en fejl i linje %(line)s, tegn %(sign)s.")
        raise Unreadable(reason % {"line": error.lineno, "sign": error.colno}) from error


def _csv(text: str) -> list[list[str]]:
    first = text.lstrip("\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable(_("Filen kan ikke læses som CSV. Gem den som .xlsx i stedet.")) from error
