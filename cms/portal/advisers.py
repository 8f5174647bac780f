"""Who follows a citizen, and how one gets hold of them."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst

from cms.citizens.models import Citizen
from cms.citizens.words import role_labels
from cms.journeys.deciding import name_of


def advisers_of(citizen: Citizen | None) -> list[dict[str, Any]]:
    """Name, what they are to the citizen, and mail of everybody who is attached; in one query."""
    if citizen is None:
        return []
    roles: dict[Any, str] = dict(role_labels())
    return [
        {
            "name": name_of(one.person),
            "role": capfirst(roles.get(one.role, "")),
            "mail": one.person.email,
        }
        for one in citizen.companions.select_related("person")
        if one.person.is_active
    ]
