"""Where the library's documents come from: live items, read some hundred at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cms.capabilities.registry import capabilities_of
from cms.capabilities.schedule.services import next_times_of
from cms.library.models import Item, ItemTerm, Loan, Overlay, ShelfChoice, Translation
from cms.library.registry import item_models
from cms.search.document import Document
from cms.search.making import Surroundings, documents_of_item

_AT_ONCE = 300
_REASON = "search indexing"


class LibrarySource:
    """See `cms.search.outbox.DocumentSource`."""

    def documents_of(self, type_name: str, item_ids: Sequence[int]) -> Iterator[Document]:
        """The documents of these items as they are now; none for those that are not live."""
        model = item_models().get(type_name)
        if model is not None:
            yield from _documents(model, item_ids)

    def all(self) -> Iterator[Document]:
        """The documents of every live item."""
        for model in item_models().values():
            live = model.objects.everything(_REASON).filter(live=True)
            keys = list(live.order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(keys), _AT_ONCE):
                yield from _documents(model, keys[start : start + _AT_ONCE])


def _documents(model: type[Item], keys: Sequence[int]) -> Iterator[Document]:
    live = model.objects.everything(_REASON).filter(live=True, pk__in=keys)
    items = list(live.select_related("owner__municipality", "locale").order_by("pk"))
    if not items:
        return
    terms = _by_item(ItemTerm.objects.filter(item__in=keys).select_related("term"))
    choices = _by_item(ShelfChoice.objects.filter(item__in=keys).select_related("municipality"))
    overlays = _by_item(Overlay.objects.filter(item__in=keys).select_related("municipality"))
    loans = _by_item(Loan.objects.filter(item__in=keys).select_related("municipality"))
    shown = Translation.objects.filter(item__in=keys, is_shown=True)
    said = _by_item(shown.select_related("municipality").order_by("language"))
    told = _told_by_capabilities(model, items)
    happens = next_times_of(model, keys) or {}
    for item in items:
        key = item.pk
        around = Surroundings(
            terms[key],
            choices[key],
            overlays[key],
            loans[key],
            said[key],
            tuple(told[key]),
            happens[key].starts if key in happens else None,
        )
        yield from documents_of_item(item, around)


def _told_by_capabilities(model: type[Item], items: Sequence[Item]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for capability in capabilities_of(model):
        for key, text in capability.search_texts(items).items():
            found[key].append(text)
    return found


def _by_item(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found
