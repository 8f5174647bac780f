"""Looking for a person everywhere that the portal keeps anything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

# The stand-in for MitID is another's system, with a log of its own.
OF_OTHERS = frozenset({"identity-provider.log"})


def in_tables(database: Path, words: Iterable[str]) -> set[tuple[str, str]]:
    """By table: which of the words stand in some column of some row, also within JSON."""
    wanted, found = list(words), set()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
                text = " ".join(map(readable, row))
                found |= {(table, word) for word in wanted if word in text}
    return found


def readable(value: object) -> str:
    """A column's value as text."""
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def in_files(folder: Path, words: Iterable[str]) -> set[tuple[str, str]]:
    """By file: which of the words stand somewhere in its bytes, also where rows were deleted."""
    wanted = [(word, list(spelt(word))) for word in words]
    found = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in OF_OTHERS:
            content = path.read_bytes()
            for word, spellings in wanted:
                if any(one in content for one in spellings):
                    found.add((str(path.relative_to(folder)), word))
    return found


def spelt(word: str) -> Iterator[bytes]:
    """The ways in which a file may write it."""
    yield word.encode()
    yield word.encode("utf-16-le")
    yield word.encode("unicode_escape")
