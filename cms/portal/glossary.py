"""Explains words where they stand: the first time on a page, one can press them.

A text is marked in its own language and explained in the reader's. What is marked works without
scripts: a button opens the browser's own popover. Words inside links, buttons and headings stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.declarations.catalogue import current_glossary
from cms.declarations.glossary import Explained

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED = frozenset({"a", "button", "h1", "h2", "h3", "h4", "code", "svg", "script", "style"})


def explained(html: str, language: str, used: dict[str, Explained]) -> SafeString:
    """Safe HTML with each word of the glossary marked once; `used` collects them."""
    pattern = _pattern(language)
    if pattern is None:
        return mark_safe(html)  # noqa: S308 - as safe as it came
    inside = 0
    pieces = []
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            inside += _depth(piece)
            pieces.append(piece)
        else:
            pieces.append(piece if inside else _marked(piece, pattern, language, used))
    return mark_safe("".join(pieces))  # noqa: S308 - only buttons of ours were added


def _depth(tag: str) -> int:
    """How a tag changes the depth inside what is left alone."""
    name = _NAME.match(tag)
    if name is None or name[2].lower() not in _CLOSED or tag.endswith("/>"):
        return 0
    return -1 if name[1] else 1


def _marked(text: str, pattern: re.Pattern[str], language: str, used: dict[str, Explained]) -> str:
    def mark(found: re.Match[str]) -> str:
        name = _names(language)[found[0].casefold()]
        if name in used:
            return found[0]
        used[name] = current_glossary()[name]
        return format_html(
            '<button type="button" class="word" popovertarget="ord-{}">{}</button>',
            name,
            mark_safe(found[0]),  # noqa: S308 - a piece of what was safe already
        )

    return pattern.sub(mark, text)


@lru_cache(maxsize=8)
def _pattern(language: str) -> re.Pattern[str] | None:
    """Any form of any word, the longest first, standing alone."""
    forms = sorted(_names(language), key=len, reverse=True)
    if not forms:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    return dict(_forms(language))


def _forms(language: str) -> Iterator[tuple[str, str]]:
    for name, word in current_glossary().items():
        for form in word.all_forms(language):
            yield form.casefold(), name
