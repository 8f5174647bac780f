"""Declared texts in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from cms.declarations import Text


def language() -> str:
    """The active language's two-letter code; Danish when none is active."""
    return (get_language() or "da")[:2]


def _translate(text: Text) -> str:
    return text.in_language(language())


translated: Any = lazy(_translate, str)
