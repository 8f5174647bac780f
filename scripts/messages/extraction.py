"""Find every message that is marked for translation, without GNU gettext."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, cast

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from scripts.steps import ROOT

KEYWORDS = dict.fromkeys(
    (
        *("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"),
        *("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"),
    )
)
FOLDERS = ("cms", "content_models", "themes")
# Django's reading of a template leaves calls and, for the rest, letters that mean nothing.
CALL = re.compile(
    r"(?<![A-Za-z])(?:_|n?p?gettext)\((?:[^()'\"]|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\)"
)


class Message(NamedTuple):
    """A text as the code says it. `plural` and `context` are empty where there is none."""

    text: str
    plural: str = ""
    context: str = ""


Found = dict[Message, list[tuple[str, int]]]


def messages() -> Found:
    """Every marked message, with the files and lines that say it, in the files' order."""
    found: Found = defaultdict(list)
    for path in sources():
        place = path.relative_to(ROOT).as_posix()
        for line, message in _read(path):
            found[message].append((place, line))
    return dict(found)


def sources() -> list[Path]:
    """The Python files and templates that may hold messages."""
    files: Iterable[Path] = (
        path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()
    )
    return sorted(path for path in files if path.suffix in {".py", ".html", ".txt"})


def _read(path: Path) -> Iterator[tuple[int, Message]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _calls(source, 0)
    else:
        plain = templatize(source, origin=str(path))
        for call in CALL.finditer(plain):
            yield from _calls(call.group(), plain.count("\n", 0, call.start()))


def _calls(code: str, lines_above: int) -> Iterator[tuple[int, Message]]:
    taken = extract_python(BytesIO(code.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    for line, function, texts, _comments in cast(Iterator[tuple[int, str, Any, Any]], taken):
        given = [texts] if isinstance(texts, str) else list(texts)
        context = given.pop(0) if "pgettext" in function else ""
        plural = given[1] if function.lstrip("p").startswith("n") else ""
        if given[0]:  # a variable is translated where its text is written
            yield lines_above + line, Message(given[0], plural, context)
