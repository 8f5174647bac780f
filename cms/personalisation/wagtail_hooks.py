"""What this floor adds to the editors' door: audiences and rules."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from cms.personalisation.editing import views
from cms.personalisation.editing.access import owners_of


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """A list, a form and a way to delete, of audiences and of rules."""
    found: list[URLPattern] = []
    for names, of in (("audiences", views.AUDIENCES), ("rules", views.RULES)):
        start = f"personalisation/{names}"
        edit: Any = views.EditView.as_view(**of)
        found += [
            path(f"{start}/", views.ListView.as_view(**of), name=f"personalisation_{names}"),
            path(f"{start}/new/", edit, name=f"personalisation_{names}_new"),
            path(f"{start}/<int:pk>/", edit, name=f"personalisation_{names}_edit"),
            path(
                f"{start}/<int:pk>/delete/",
                views.DeleteView.as_view(**of),
                name=f"personalisation_{names}_delete",
            ),
        ]
    return found


class OwnersMenuItem(SubmenuMenuItem):
    """Shown to those who may write rules for somebody."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user has an owner whose rules these are."""
        return owners_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    """One entry with audiences and rules below."""
    items = [
        MenuItem(_("Målgrupper"), reverse("personalisation_audiences"), icon_name="group", order=1),
        MenuItem(_("Regler"), reverse("personalisation_rules"), icon_name="list-ul", order=2),
    ]
    return OwnersMenuItem(
        _("Målretning"), Menu(items=items), name="personalisation", icon_name="view", order=300
    )
