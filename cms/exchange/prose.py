"""Formatted text as plain paragraphs, and plain paragraphs as formatted text."""

from __future__ import annotations

import html
import re
from typing import Any

import nh3

TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a"}
ATTRIBUTES = {"a": {"href", "linktype", "id"}}
# What ends a line, and what ends a paragraph, in the plain form.
LINE_ENDS = re.compile(r"<br\s*/?>|</li>", re.IGNORECASE)
PARAGRAPH_ENDS = re.compile(r"</(?:p|ul|ol|h[1-6])>", re.IGNORECASE)
LIST_ENTRY = re.compile(r"<li[^>]*>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^>]*>")


def cleaned(text: str) -> str:
    """The text without anything but what editors can make themselves: no script, no style."""
    clean = nh3.clean(text, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    same = clean == text.replace("<br/>", "<br>").replace("<br />", "<br>")
    return text if same else clean


def to_html(plain: str) -> str:
    """Paragraphs at empty lines; a single new line stays a new line."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", plain.replace("\r\n", "\n"))]
    return "".join(
        f"<p>{html.escape(part, quote=False).replace(chr(10), '<br/>')}</p>"
        for part in paragraphs
        if part
    )


def to_plain(text: str) -> str:
    """The text's words, a blank line between paragraphs."""
    marked = LIST_ENTRY.sub("• ", LINE_ENDS.sub("\n", text))
    plain = html.unescape(ANY_TAG.sub("", PARAGRAPH_ENDS.sub("\n\n", marked)))
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def to_blocks(plain: str) -> list[dict[str, Any]]:
    """One block a paragraph, as the import format says them."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", plain.replace("\r\n", "\n"))]
    return [{"type": "paragraph", "value": to_html(part)} for part in parts if part]


def blocks_to_plain(blocks: list[dict[str, Any]]) -> str:
    """The words of all blocks, a blank line between them."""
    return "\n\n".join(filter(None, (_words(block["value"]) for block in blocks)))


def _words(value: Any) -> str:
    if isinstance(value, str):
        return to_plain(value)
    if isinstance(value, dict):
        return "\n".join(filter(None, (_words(part) for part in value.values())))
    parts = (part.get("value", "") if isinstance(part, dict) else part for part in value)
    return "\n".join(f"• {_words(part)}" for part in parts)
