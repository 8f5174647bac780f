"""A citizen's own page: read, change, undo, and back to the standard."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cms.citizens.kept import kept_of
from cms.citizens.models import Citizen
from cms.declarations import Widget, current_widgets
from cms.my_page.layout import Layout, UnknownWidget, added, layout, moved, removed
from cms.my_page.models import MyPage
from cms.my_page.registry import source_of
from cms.personalisation.effects import standing_of
from cms.personalisation.viewer import Viewer
from cms.stamps.keeping import own


@dataclass(frozen=True)
class Place:
    """Where an element stands after a change: its number from 1, and how many there are."""

    widget: Widget
    number: int
    total: int


def widgets_here() -> dict[str, Widget]:
    """The declared elements that this installation can fill."""
    return {name: one for name, one in current_widgets().items() if source_of(one).is_offered()}


def page_of(viewer: Viewer, citizen: Citizen) -> Layout:
    """The citizen's page, in one query beside what is known of the viewer."""
    return _layout(viewer, kept(citizen))


def kept(citizen: Citizen) -> MyPage | None:
    """What the citizen has chosen, or None; asked once a citizen object."""
    if not hasattr(citizen, "_my_page"):
        found = kept_of(citizen, "page", lambda: _row(citizen))
        citizen._my_page = own(found) if found else None  # type: ignore[attr-defined]
    page: MyPage | None = citizen._my_page  # type: ignore[attr-defined]
    return page


def _row(citizen: Citizen) -> MyPage | None:
    return MyPage.objects.filter(citizen_id=citizen.pk).first()


def sees_simple_view(citizen: Citizen) -> bool:
    """Whether the citizen has chosen the simple view."""
    row = kept(citizen)
    return row is not None and row.simple_view


def choose_simple_view(citizen: Citizen, wanted: bool) -> None:
    """Keep whether the citizen wants the simple view."""
    MyPage.objects.update_or_create(citizen=citizen, defaults={"simple_view": wanted})
    _forget(citizen)


def add(viewer: Viewer, citizen: Citizen, name: str) -> Place:
    """Put an element on the page, first. Raises UnknownWidget."""
    return _change(viewer, citizen, name, lambda names: added(names, name))


def remove(viewer: Viewer, citizen: Citizen, name: str) -> Widget:
    """Take an element off the page. Raises UnknownWidget."""
    return _change(viewer, citizen, name, lambda names: removed(names, name)).widget


def move(viewer: Viewer, citizen: Citizen, name: str, steps: int) -> Place:
    """Move an element up (-1) or down (1); at an end nothing happens. Raises UnknownWidget."""

    def by_steps(names: list[str]) -> list[str]:
        if name not in names:
            raise UnknownWidget(name)
        return moved(names, name, names.index(name) + steps)

    return _change(viewer, citizen, name, by_steps)


def move_to(viewer: Viewer, citizen: Citizen, name: str, number: int) -> Place:
    """Move an element to a place, from 1. Raises UnknownWidget."""
    return _change(viewer, citizen, name, lambda names: moved(names, name, number - 1))


@transaction.atomic
def undo(citizen: Citizen) -> bool:
    """Take the last change back; a second undo brings it again. False where there is none."""
    row = _locked(citizen)
    if not row.can_undo:
        return False
    row.shown, row.before = row.before, row.shown
    _save(row)
    _forget(citizen)
    return True


@transaction.atomic
def back_to_standard(citizen: Citizen) -> None:
    """The page as it is from the start; can be undone."""
    row = _locked(citizen)
    if row.shown is not None:
        row.shown, row.before, row.can_undo = None, row.shown, True
        _save(row)
        _forget(citizen)


@transaction.atomic
def _change(
    viewer: Viewer, citizen: Citizen, name: str, change: Callable[[list[str]], list[str]]
) -> Place:
    widgets = widgets_here()
    if name not in widgets:
        raise UnknownWidget(name)
    row = _locked(citizen)
    names = _layout(viewer, row).names
    after = change(names)
    if after != names:
        row.shown, row.before, row.can_undo = after, row.shown, True
        _save(row)
        _forget(citizen)
    number = after.index(name) + 1 if name in after else 0
    return Place(widgets[name], number, len(after))


def _layout(viewer: Viewer, row: MyPage | None) -> Layout:
    audiences: Collection[str] = standing_of(viewer).audiences
    own = row.shown if row else None
    return layout(widgets_here(), audiences, own, can_undo=bool(row and row.can_undo))


def _locked(citizen: Citizen) -> MyPage:
    MyPage.objects.get_or_create(citizen=citizen)
    return MyPage.objects.select_for_update().get(citizen=citizen)


def _save(row: MyPage) -> None:
    row.changed_at = timezone.now()
    row.save()


def _forget(citizen: Citizen) -> None:
    """What was read before the change is read anew."""
    citizen.__dict__.pop("_my_page", None)
