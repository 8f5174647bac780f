"""What stands in every element of one citizen's page now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.registry import source_of
from cms.my_page.source import Found, Wish
from cms.personalisation.firsts import first_of_each


@dataclass(frozen=True)
class ShownWidget:
    """An element with what its source found."""

    widget: Widget
    template: str
    found: Found


def shown_widgets(widgets: Iterable[Widget], asking: Asking) -> list[ShownWidget]:
    """The elements in order; what one brings, those after it don't bring again."""
    listed = list(widgets)
    wishes = {one.name: wish for one in listed if (wish := source_of(one).wish(one, asking))}
    brought = _brought(listed, wishes)
    made = []
    for widget in listed:
        source, wish = source_of(widget), wishes.get(widget.name)
        keys = _chosen(wish, brought[widget.name], asking) if wish else ()
        found = source.find(widget, asking, keys)
        asking.shown |= set(found.keys)
        made.append(ShownWidget(widget, source.template, found))
    return made


def _brought(widgets: Sequence[Widget], wishes: Mapping[str, Wish]) -> dict[str, list[int]]:
    """The first of each list: so many that enough are left when those before have chosen."""
    lists, before = {}, 0
    for widget in widgets:
        wish = wishes.get(widget.name)
        if wish:
            lists[widget.name] = (wish.items, before + wish.count)
        before += max(widget.count, wish.count if wish else 0)
    found = first_of_each(list(lists.values()))
    return {name: [one.pk for one in first] for name, first in zip(lists, found, strict=True)}


def _chosen(wish: Wish, brought: Sequence[int], asking: Asking) -> tuple[int, ...]:
    left = (key for key in brought if wish.repeats or key not in asking.shown)
    return tuple(left)[: wish.count]
