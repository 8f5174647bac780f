"""What stands in every element of one citizen's page now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cms.declarations import Widget
from cms.my_page.asking import Asking
from cms.my_page.registry import source_of
from cms.my_page.source import Found


@dataclass(frozen=True)
class ShownWidget:
    """An element with what its source found."""

    widget: Widget
    template: str
    found: Found


def shown_widgets(widgets: Iterable[Widget], asking: Asking) -> list[ShownWidget]:
    """The elements in order; what one brings, those after it don't bring again."""
    made = []
    for widget in widgets:
        source = source_of(widget)
        found = source.find(widget, asking)
        asking.shown |= set(found.keys)
        made.append(ShownWidget(widget, source.template, found))
    return made
