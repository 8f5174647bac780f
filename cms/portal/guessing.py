"""What somebody may have looked for who came to an address that isn't there."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest

from cms.personalisation.viewer import viewer_of
from cms.portal.found import cards_of
from cms.search.errors import SearchError
from cms.search.services import query_for, search

MOST_PROPOSALS = 3
MOST_WORDS = 6
WORD = re.compile(r"[^\W\d_]{3,}")


def words_of(path: str) -> str:
    """The words in an address, the last part first; none where a file was asked for."""
    parts = [part for part in unquote(path).split("/") if part]
    if not parts or "." in parts[-1]:
        return ""
    words = [word for part in reversed(parts) for word in WORD.findall(part)]
    return " ".join(words[:MOST_WORDS])


def proposals(request: HttpRequest) -> list[dict[str, Any]]:
    """Cards on the municipality's shelf whose words are like the address."""
    viewer, words = viewer_of(request), words_of(request.path_info)
    if not words:
        return []
    try:
        result = search(query_for(viewer, words, size=MOST_PROPOSALS))
    except SearchError:
        # The page that helps on must come also when the search is away.
        return []
    return cards_of(viewer, result.hits)
