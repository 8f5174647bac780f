"""Items read together: what one of them asks for is read for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, cast

from django.db.models import BooleanField, F, Model, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Coalesce

from cms.api.rows import CHOICE, rows, source_column, target_column
from cms.capabilities.together import Together
from cms.library.models import Item
from cms.library.overlays import present
from cms.municipalities.models import Municipality
from cms.personalisation.reasons import Reason, reasons
from cms.personalisation.viewer import Viewer

PAGE = "_api_page"
PINNED = "_api_pinned"


class Page:
    """Items of one type as one municipality shows them."""

    def __init__(self, items: Sequence[Item], viewer: Viewer) -> None:
        """Lay the overlays on and remember the page on each item."""
        municipality = cast(Municipality, viewer.municipality)
        self.items = present(items, municipality, viewer.language)
        self.viewer = viewer
        self._reasons: dict[int, Reason] | None = None
        self._related: dict[str, dict[int, list[Any]]] = {}
        self._prefetched: set[str] = set()
        for item in self.items:
            item.__dict__[PAGE] = self
        # Capabilities, which know nothing of pages, gather for all of them too.
        Together(self.items)

    def terms(self, name: str) -> dict[int, list[Any]]:
        """The terms of a field by the item's primary key, in the vocabulary's order."""
        if name not in self._related:
            links, target = self._links(name)
            order = (f"{target}__vocabulary", f"{target}__position", f"{target}_id")
            found = links.select_related(target).order_by(*order)
            self._related[name] = self._grouped(name, ((link, link) for link in found))
        return self._related[name]

    def references(self, name: str) -> dict[int, list[Any]]:
        """The referenced items on the shelf by the item's primary key, in the editor's order."""
        if name not in self._related:
            links, target = self._links(name)
            kept = list(links.order_by("pk"))
            wanted = self.others(name, [getattr(link, f"{target}_id") for link in kept])
            pairs = ((link, wanted.get(getattr(link, f"{target}_id"))) for link in kept)
            self._related[name] = self._grouped(name, pairs)
        return self._related[name]

    def reference(self, name: str) -> dict[int, list[Any]]:
        """The one referenced item, if it is on the shelf, by the item's primary key."""
        if name not in self._related:
            keys = {item.pk: getattr(item, f"{name}_id") for item in self.items}
            wanted = self.others(name, [key for key in keys.values() if key])
            self._related[name] = {pk: [wanted[key]] for pk, key in keys.items() if key in wanted}
        return self._related[name]

    def others(self, name: str, keys: Iterable[int]) -> dict[int, Item]:
        """Items that a reference field points at, as far as they stand on the shelf."""
        target = cast(Any, self.items[0]._meta.get_field(name)).related_model
        found = rows(target, self.viewer).filter(pk__in=set(keys))
        return {item.pk: item for item in load(found, self.viewer)}

    def reasons(self) -> dict[int, Reason]:
        """Why the viewer meets each item, by primary key."""
        if self._reasons is None:
            self._reasons = reasons(self.viewer, self.items)
        return self._reasons

    def prefetch(self, *names: str) -> None:
        """Read foreign rows for all items."""
        missing = [name for name in names if name not in self._prefetched]
        if missing:
            prefetch_related_objects(cast("list[Model]", self.items), *missing)
            self._prefetched.update(missing)

    def _links(self, name: str) -> tuple[QuerySet[Any], str]:
        model = type(self.items[0])
        field = cast(Any, model._meta.get_field(name))
        owner = source_column(model, name)
        keys = [item.pk for item in self.items]
        links = field.remote_field.through._default_manager.filter(**{f"{owner}_id__in": keys})
        return links, target_column(model, name)

    def _grouped(self, name: str, pairs: Iterable[tuple[Any, Any]]) -> dict[int, list[Any]]:
        model = type(self.items[0])
        owner, target = source_column(model, name), target_column(model, name)
        grouped: dict[int, list[Any]] = defaultdict(list)
        for link, value in pairs:
            if value is not None:
                shown = getattr(link, target) if value is link else value
                grouped[getattr(link, f"{owner}_id")].append(shown)
        return grouped


def load(queryset: QuerySet[Any], viewer: Viewer) -> list[Item]:
    """Read the items of a query made with `rows`, ready for the resolvers."""
    pinned = Coalesce(F(f"{CHOICE}__pinned"), Value(False), output_field=BooleanField())
    found = queryset.select_related("owner").annotate(**{PINNED: pinned})
    return list(Page(list(found), viewer).items)


def page_of(item: Item) -> Page:
    """The page that the item was read with."""
    return cast(Page, item.__dict__[PAGE])


@lru_cache(maxsize=256)
def prefetch_paths(name: str, below: tuple[str, ...]) -> tuple[str, ...]:
    """The foreign rows of a field, and those below them."""
    return (name, *(f"{name}__{path}" for path in below))
