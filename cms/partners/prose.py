"""Formatted text in a plain text field, without losing what nobody touched."""

from __future__ import annotations

import html
import re

from cms.exchange.prose import cleaned, to_html, to_plain

PARAGRAPH = re.compile(r"<(p|ul|ol|h[1-6])\b[^>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)
ENTRY = re.compile(r"^\s*[•*-]\s+")


def html_of(plain: str, before: str = "") -> str:
    """Paragraphs at empty lines, lists where each line begins with a dot or a hyphen.

    A paragraph that reads as it did before keeps its links and emphasis.
    """
    if plain.replace("\r\n", "\n").strip() == to_plain(before):
        return before
    known = {to_plain(found[0]): found[0] for found in PARAGRAPH.finditer(before)}
    parts = [part.strip() for part in re.split(r"\n\s*\n", plain.replace("\r\n", "\n"))]
    return cleaned("".join(known.get(part) or _made(part) for part in parts if part))


def _made(part: str) -> str:
    lines = part.split("\n")
    if not all(ENTRY.match(line) for line in lines):
        return to_html(part)
    entries = "".join(f"<li>{html.escape(ENTRY.sub('', line), quote=False)}</li>" for line in lines)
    return f"<ul>{entries}</ul>"
