"""Good morning, and for whom one works."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.editor.desk.panel import Panel
from cms.municipalities.middleware import front_address

# The hour from which each greeting is said, in the editors' own time zone.
NOON_HOUR, EVENING_HOUR = 10, 18


class Greeting(Panel):
    """The heading of the desk."""

    order = 10
    template_name = "editor/desk/greeting.html"

    def contents(self) -> dict[str, Any]:
        """The greeting, and each municipality's portal."""
        user = self.person.user
        front = front_address(self.request)
        portals = [
            (one.name, f"{front}/{one.owner.slug}/")
            for one in self.person.workplaces
            if one.municipality
        ]
        return {
            "greeting": greeting(timezone.localtime().hour),
            "name": user.first_name or user.get_username(),
            "portals": portals,
        }


def greeting(hour: int) -> str:
    """What one says at that hour, 0 to 23."""
    if hour < NOON_HOUR:
        return _("Godmorgen")
    return _("Goddag") if hour < EVENING_HOUR else _("Godaften")
