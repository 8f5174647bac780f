"""The texts inside a field of blocks, each under a name that says where it stands.

Blocks are given as Wagtail keeps them: a list of {"type": …, "value": …, "id": …}. A text is
named by its way down: "3" is the fourth block's own text, "3.heading" one of its parts, "3.0"
the first row of its list. Addresses are no words, so they are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

NOT_WORDS = frozenset({"url", "id", "type"})
RAW = "value"


def texts_of(blocks: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Every text that isn't empty, in the order in which one reads it."""
    found: dict[str, str] = {}
    for number, block in enumerate(blocks):
        found |= dict(_texts(block.get(RAW), str(number)))
    return found


def with_texts(
    blocks: Sequence[Mapping[str, Any]], texts: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The same blocks saying these texts; a text that isn't named, or is empty, stays."""
    made = [dict(deepcopy(block)) for block in blocks]
    for number, block in enumerate(made):
        block[RAW] = _said(block.get(RAW), str(number), texts)
    return made


def _texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if value:
            yield name, value
        return
    for key, part in _parts(value):
        yield from _texts(part, f"{name}.{key}")


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((key, part) for key, part in value.items() if key not in NOT_WORDS)
    if isinstance(value, list):
        yield from ((str(place), _row(row)) for place, row in enumerate(value))


def _row(row: Any) -> Any:
    """A list's row: Wagtail wraps it in an object of its own."""
    return row[RAW] if isinstance(row, dict) and RAW in row else row


def _said(value: Any, name: str, texts: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return texts.get(name) or value
    if isinstance(value, dict):
        return {
            key: part if key in NOT_WORDS else _said(part, f"{name}.{key}", texts)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_said_row(row, f"{name}.{place}", texts) for place, row in enumerate(value)]
    return value


def _said_row(row: Any, name: str, texts: Mapping[str, str]) -> Any:
    if isinstance(row, dict) and RAW in row:
        return {**row, RAW: _said(row[RAW], name, texts)}
    return _said(row, name, texts)
