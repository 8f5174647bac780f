"""Addresses and menu entry of the companies' numbers; imported by the door's own hooks."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.editor.companies import views
from cms.municipalities.models import User
from cms.staff.company_numbers import looks_after_numbers


class CompaniesEntry(MenuItem):
    """For the administrators of the nation and of municipalities."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may write numbers."""
        return looks_after_numbers(cast("User", request.user))


@hooks.register("register_admin_urls")
def companies_addresses() -> list[URLPattern]:
    """The list, and writing one number."""
    return [
        path("cvr-numre/", views.companies, name="editor_companies"),
        path("cvr-numre/<int:key>/", views.write, name="editor_companies_write"),
    ]


@hooks.register("register_admin_menu_item")
def companies_entry() -> MenuItem:
    """The way to the list."""
    address = reverse_lazy("editor_companies")
    return CompaniesEntry(_("CVR-numre"), address, name="companies", icon_name="key", order=421)
