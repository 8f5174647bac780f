"""The rooms of the portal: where they are, what they are called, and which types live there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.library.models import Item
from cms.library.registry import item_models
from cms.portal.addresses import address_to
from cms.pushes.inbox import unread_count


@dataclass(frozen=True)
class Room:
    """A room: its name in declarations, its path, its label, its sign and a sentence about it."""

    name: str
    path: str
    label: Any
    icon: str
    text: Any
    # What fits under a sign on a phone, where the label is long.
    short_label: Any = ""
    # With one type in it the room is that type's list, so that one filters at once.
    is_list: bool = False

    @property
    def models(self) -> list[type[Item]]:
        """The types whose declarations name this room."""
        return [m for m in item_models().values() if m.declaration.settings.room == self.name]

    @property
    def url(self) -> str:
        """The room's address."""
        return address_to("portal:room", self.path)


ROOMS = (
    Room(
        "jobs",
        "ledige-stillinger",
        _("Ledige stillinger"),
        "briefcase",
        _("Job, praktik og elevpladser. Søg tæt på dig eller i hele landet."),
        _("Job"),
        is_list=True,
    ),
    Room(
        "learning",
        "laering",
        _("Læring"),
        "lessons",
        _("Korte videoer og kurser, som du kan tage, når det passer dig."),
    ),
    Room(
        "activities",
        "det-sker",
        _("Aktiviteter"),
        "calendar",
        _("Mød andre, hør om job, og få hjælp. Tæt på dig eller på skærmen."),
    ),
    Room(
        "market",
        "markedsplads",
        _("Markedsplads"),
        "shop",
        _("Tjenester, som din kommune har valgt til dig. Du kan se, hvad de koster."),
        _("Marked"),
    ),
    Room(
        "meeting",
        "moedested",
        _("Mødested"),
        "people",
        _("Se, hvordan der er på arbejdspladserne, og mød dem, der arbejder der."),
    ),
    Room(
        "municipality",
        "min-kommune",
        _("Min kommune"),
        "building",
        _("Nyt fra kommunen, og hvordan du får fat i os."),
    ),
)


def room_by_path(path: str) -> Room | None:
    """The room with a path, or None."""
    return next((room for room in ROOMS if room.path == path), None)


def room_by_name(name: str) -> Room:
    """The room that declarations call this."""
    return next(room for room in ROOMS if room.name == name)


def menu(request: HttpRequest, own: Iterable[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """The rooms for the rail and the bottom bar, with the one that the reader is in.

    `own` are links to the municipality's own pages; they stand before the help.
    """
    home = {
        "slug": "home",
        "label": _("Min side"),
        "icon": "home",
        "url": address_to("portal:home"),
    }
    links = [home] + [
        {
            "slug": room.path,
            "label": room.label,
            "short_label": room.short_label,
            "icon": room.icon,
            "url": room.url,
        }
        for room in ROOMS
    ]
    if getattr(request, "citizen", None) is not None:
        links.append(
            {
                "slug": "overview",
                "label": _("Mit overblik"),
                "icon": "chart",
                "url": address_to("portal:overview"),
            }
        )
    links += own
    if getattr(request, "citizen", None) is not None:
        links.append(_inbox(request))
    links.append(
        {"slug": "help", "label": _("Hjælp"), "icon": "help", "url": address_to("portal:help")}
    )
    current = getattr(request, "room", None)
    return [{**link, "current": link["slug"] == current} for link in links]


def _inbox(request: HttpRequest) -> dict[str, Any]:
    """The citizen's messages, with how many are unread."""
    return {
        "slug": "indbakke",
        "label": _("Indbakke"),
        "icon": "mail",
        "url": address_to("pushes:inbox"),
        "news": unread_count(request.citizen),  # type: ignore[attr-defined]
    }
