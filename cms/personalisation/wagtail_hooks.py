"""What this floor adds to the editors' door: audiences, rules, and both as files."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from cms.municipalities.actions import Action
from cms.municipalities.roles import owner_kinds
from cms.personalisation.checks import OWNERS_OF_RULES
from cms.personalisation.draft_models import Part
from cms.personalisation.editing import answering, deeds, files
from cms.personalisation.editing.audience_view import AudienceView
from cms.personalisation.editing.base import PLURAL, OwnersView
from cms.personalisation.editing.lists import ListView
from cms.personalisation.editing.rule_view import RuleView

ROOT = "personalisation"


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The screens of audiences and of rules, what their script asks, and files."""
    found = [
        path(f"{ROOT}/check/", answering.CheckView.as_view(), name=f"{ROOT}_check"),
        path(f"{ROOT}/items/", answering.ItemsView.as_view(), name=f"{ROOT}_items"),
        path(f"{ROOT}/files/", files.FilesView.as_view(), name=f"{ROOT}_files"),
        path(f"{ROOT}/files/download/", files.DownloadView.as_view(), name=f"{ROOT}_download"),
    ]
    screens: dict[str, type[OwnersView]] = {Part.AUDIENCE: AudienceView, Part.RULE: RuleView}
    for part, screen in screens.items():
        found += _of_part(part, PLURAL[Part(part)], screen)
    return found


def _of_part(part: str, names: str, screen: type[OwnersView]) -> list[URLPattern]:
    start, called = f"{ROOT}/{names}", f"{ROOT}_{names}"
    one = f"{start}/<slug:name>"
    deed = {
        "delete": deeds.DeleteView,
        "discard": deeds.DiscardView,
        "back": deeds.BringBackView,
    }
    return [
        path(f"{start}/", ListView.as_view(part=part), name=called),
        path(f"{start}/new/", screen.as_view(), name=f"{called}_new"),
        path(f"{one}/edit/", screen.as_view(), name=f"{called}_edit"),
        *(
            path(f"{one}/{word}/", view.as_view(part=part), name=f"{called}_{word}")
            for word, view in deed.items()
        ),
    ]


class OwnersMenuItem(SubmenuMenuItem):
    """Shown to those who may write rules for somebody."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user has an owner whose rules these are."""
        user = request.user
        return user.is_superuser or bool(owner_kinds(user, Action.TARGET) & set(OWNERS_OF_RULES))


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    """One entry with audiences, rules and files below."""
    entries = [
        (_("Regler"), f"{ROOT}_rules", "list-ul"),
        (_("Målgrupper"), f"{ROOT}_audiences", "group"),
        (_("Regler som filer"), f"{ROOT}_files", "download"),
    ]
    items = [
        MenuItem(label, reverse(view), icon_name=icon, order=order)
        for order, (label, view, icon) in enumerate(entries, start=1)
    ]
    return OwnersMenuItem(
        _("Målretning"), Menu(items=items), name="personalisation", icon_name="view", order=300
    )
