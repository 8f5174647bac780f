"""Entries of the editors' menu: shown to those who may do what is behind them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind
from cms.municipalities.roles import owner_kinds


class EntryFor(MenuItem):
    """Shown to those who may do something for an owner of one of the kinds."""

    def __init__(self, action: Action, kinds: Collection[str], *args: Any, **kwargs: Any) -> None:
        """Keep action and kinds."""
        super().__init__(*args, **kwargs)
        self.action, self.kinds = action, frozenset(kinds)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is such an owner."""
        user = request.user
        return bool(user.is_superuser or self.kinds & owner_kinds(user, self.action))


def add_entry(
    action: Action,
    label: Any,
    view: str,
    *,
    icon: str,
    order: int,
    kinds: Collection[str] = tuple(OwnerKind),
) -> None:
    """Put a way to a view into the menu; the entry is named like the view."""

    def entry() -> MenuItem:
        address = reverse_lazy(view)
        name = view.removeprefix("editor_")
        return EntryFor(action, kinds, label, address, name=name, icon_name=icon, order=order)

    hooks.register("register_admin_menu_item", entry)
