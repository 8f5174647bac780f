"""What the search engine points at, as cards; read anew through the shelf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cms.library.models import Item
from cms.library.specific import on_shelf
from cms.personalisation.viewer import Viewer
from cms.portal.cards import cards
from cms.search.errors import SearchError
from cms.search.result import Hit
from cms.search.services import similar_to

ALIKE = 3


def cards_of(viewer: Viewer, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Hits in their order, with the words found; what editors recommend says so."""
    # The engine has escaped the text; only its own <mark> is markup.
    snippets = {hit.item_id: mark_safe(hit.snippet) for hit in hits if hit.snippet}  # noqa: S308
    items = _items(viewer, hits)
    recommended = {hit.item_id for hit in hits if hit.recommended}
    made = cards(items, viewer, snippets=snippets)
    for item, card in zip(items, made, strict=True):
        if item.pk in recommended:
            card["badges"] = [{"text": _("Anbefalet"), "kind": "new"}]
    return made


def alike(viewer: Viewer, item: Item) -> list[tuple[str, int]]:
    """Type and key of a few items most like one, best first; none while the search is away."""
    try:
        hits = similar_to(viewer, item.type_name, item.pk, ALIKE)
    except SearchError:
        return []
    return [(hit.type, hit.item_id) for hit in hits]


def _items(viewer: Viewer, hits: Sequence[Hit]) -> list[Item]:
    """The items with their own fields, in one query, as far as they still stand there."""
    if viewer.municipality is None:
        return []
    keys: dict[str, list[int]] = defaultdict(list)
    for hit in hits:
        keys[hit.type].append(hit.item_id)
    found = on_shelf(keys, viewer.municipality)
    return [found[hit.item_id] for hit in hits if hit.item_id in found]
