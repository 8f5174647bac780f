"""What other floors show on the staff's page of one citizen: a plan, a journey, messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.citizens.models import Citizen
from cms.municipalities.models import User
from cms.rights.access import roles_with
from cms.rights.looks import declare_look

Contents = Mapping[str, Any]


@dataclass(frozen=True)
class Panel:
    """One part of the page. `contents` gives the template's values, or None to show nothing.

    Each panel that was shown is written down as a look, and the citizen reads `label` there.
    """

    name: str
    label: Any
    template: str
    contents: Callable[[User, Citizen], Contents | None]
    order: int = 100
    # What staff read above it; empty: the label.
    heading: Any = ""
    # Empty: everybody who meets citizens.
    roles: frozenset[str] = field(default_factory=frozenset)


_PANELS: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Put a panel on the page; one of the same name is replaced."""
    _PANELS[panel.name] = panel
    declare_look(panel.name, panel.label)


def panels_for(person: User, citizen: Citizen) -> list[tuple[Panel, Contents]]:
    """The panels that this person sees about this citizen, in order."""
    roles = roles_with(person, citizen.municipality_id)
    found = []
    for panel in sorted(_PANELS.values(), key=lambda one: (one.order, one.name)):
        if roles and (not panel.roles or panel.roles & roles):
            contents = panel.contents(person, citizen)
            if contents is not None:
                found.append((panel, contents))
    return found
