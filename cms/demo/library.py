"""The demo's items, and what five municipalities have chosen and rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from cms.declarations import ContentType
from cms.demo.files import folder, read_rows
from cms.exchange.importer import import_items
from cms.exchange.report import ImportRefused, RowProblem
from cms.exchange.values import Lookups
from cms.library.models import Item, ShelfChoice
from cms.library.overlays import write_overlay
from cms.library.registry import declarations, item_model
from cms.library.scope import everything
from cms.municipalities.models import Municipality

CHOICES = {"taken": True, "left_out": False, None: None}


class BadFixture(Exception):
    """A demo file can't be loaded; the message names it and every problem in it."""


def load_items() -> Iterator[tuple[str, int]]:
    """Import every file named after a type; yields each type with its number of items."""
    lookups = Lookups.read()
    for type_name in referenced_first(declarations()):
        count = 0
        for path in sorted(folder().rglob(f"{type_name}.yaml")):
            rows = read_rows(path)
            try:
                import_items(type_name, rows, lookups=lookups)
            except ImportRefused as error:
                raise BadFixture(_report(path, error.problems, rows)) from error
            count += len(rows)
        yield type_name, count


def _report(path: Path, problems: list[RowProblem], rows: Any) -> str:
    lines = [f"{path.relative_to(folder())}: nothing was imported"]
    for problem in problems:
        lines.append(f"  {rows[problem.row - 1].get('slug', '')}  {problem}")
    return "\n".join(lines)


def referenced_first(types: dict[str, ContentType]) -> list[str]:
    """Type names so that what is pointed at comes before what points."""
    ordered: list[str] = []

    def visit(name: str, on_the_way: frozenset[str]) -> None:
        if name in ordered or name in on_the_way:
            return
        for field in types[name].fields_of("reference").values():
            visit(str(field.to), on_the_way | {name})
        ordered.append(name)

    for name in types:
        visit(name, frozenset())
    return ordered


def load_shelves() -> tuple[int, int]:
    """Choices and overlays of every municipality that has files; returns how many of each."""
    choices = overlays = 0
    for municipality in Municipality.objects.all():
        place = folder("municipalities", municipality.slug)
        for row in read_rows(place / "shelf.yaml"):
            _choose(municipality, row)
            choices += 1
        for row in read_rows(place / "overlays.yaml"):
            write_overlay(_item(row), municipality, row["values"])
            overlays += 1
    return choices, overlays


def _item(row: dict[str, Any]) -> Item:
    with everything("the demo chooses for every municipality"):
        found: Item = item_model(row["type"]).objects.get(slug=row["slug"])
    return found


def _choose(municipality: Municipality, row: dict[str, Any]) -> None:
    ShelfChoice.objects.update_or_create(
        municipality=municipality,
        item_id=_item(row).pk,
        defaults={
            "taken": CHOICES[row.get("choice")],
            "pinned": row.get("pinned", False),
            "order": row.get("order"),
            "holds_from": _moment(row.get("from")),
            "holds_until": _moment(row.get("until")),
        },
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
