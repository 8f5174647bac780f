"""What stands on a page, and what adding, removing and moving makes of it. No database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cms.declarations import Widget


class UnknownWidget(LookupError):
    """There is no such element, or it can't be had here."""


@dataclass(frozen=True)
class Layout:
    """A page: what stands on it in order, what can be added, and what the citizen has done."""

    shown: tuple[Widget, ...]
    addable: tuple[Widget, ...]
    is_standard: bool = True
    can_undo: bool = False

    @property
    def names(self) -> list[str]:
        """What stands on the page, by name."""
        return [widget.name for widget in self.shown]

    @property
    def simple(self) -> tuple[Widget, ...]:
        """What of it stands in the simple view."""
        return tuple(widget for widget in self.shown if widget.simple)


def standard(widgets: Iterable[Widget], audiences: Collection[str]) -> list[str]:
    """What stands on the page from the start, for somebody in these audiences."""
    return [
        widget.name
        for widget in widgets
        if widget.place is not None
        and (not widget.audiences or any(one in audiences for one in widget.audiences))
    ]


def layout(
    widgets: Mapping[str, Widget],
    audiences: Collection[str],
    own: Sequence[str] | None,
    *,
    can_undo: bool = False,
) -> Layout:
    """The page: the citizen's `own`, or the standard one. What is declared no more is left out."""
    names = standard(widgets.values(), audiences) if own is None else own
    shown = tuple(widgets[name] for name in dict.fromkeys(names) if name in widgets)
    addable = tuple(widget for widget in widgets.values() if widget not in shown)
    return Layout(shown, addable, own is None, can_undo)


def added(names: Sequence[str], name: str) -> list[str]:
    """With one more element, first, where it is seen; one that is there already stays put."""
    return list(names) if name in names else [name, *names]


def removed(names: Sequence[str], name: str) -> list[str]:
    """Without an element."""
    return [one for one in names if one != name]


def moved(names: Sequence[str], name: str, place: int) -> list[str]:
    """With an element at a place, from 0; beyond an end means at it. Raises UnknownWidget."""
    if name not in names:
        raise UnknownWidget(name)
    rest = removed(names, name)
    at = max(0, min(place, len(rest)))
    return [*rest[:at], name, *rest[at:]]
