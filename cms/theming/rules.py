"""All rules of the look as one text: a phone on a slow line asks once, and not for each file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

PARTS = (
    "reset fonts base layout components cards forms reading items courses capabilities pages "
    "my_page calendar print"
).split()
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_BESIDE = re.compile(r'url\("\.\./([^"]+)"\)')


@lru_cache(maxsize=8)
def parts(folder: Path) -> tuple[Path, ...]:
    """The files with rules, in the order in which they hold."""
    return tuple(folder / f"{name}.css" for name in PARTS)


def joined(files: Sequence[Path], address: Callable[[str], str]) -> str:
    """The files one after another, without what is written for people.

    `address` says where a file lies that the rules name beside their own folder, such as a font.
    """
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    return _BESIDE.sub(lambda found: f'url("{address(found[1])}")', _COMMENT.sub("", text))
