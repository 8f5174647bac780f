"""A citizen as the staff meet them: a name unless it is protected, and what is given to them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.citizens.answers import Fact
from cms.citizens.declared import attributes
from cms.citizens.models import Citizen
from cms.citizens.shown import shown_values
from cms.municipalities.models import User
from cms.rights.access import visible_attributes

LANGUAGE = "da"


@dataclass(frozen=True)
class Known:
    """One thing that one may know about the citizen."""

    name: str
    label: str
    values: str
    is_sensitive: bool


def shown_name(citizen: Citizen) -> str:
    """The name, or that it isn't to be shown."""
    if citizen.protected_name:
        return _("Borger med navnebeskyttelse")
    return citizen.display_name or _("Borger uden navn")


def known_to(person: User, citizen: Citizen) -> list[Known]:
    """What the declarations give one of the person's roles, as far as it has been answered."""
    facts = citizen.answers_as_facts()
    declared = attributes()
    return [
        Known(
            name=name,
            label=declared[name].label.in_language(LANGUAGE),
            values=_said(name, facts[name]),
            is_sensitive=declared[name].sensitivity == "sensitive",
        )
        for name in visible_attributes(person, citizen)
        if name in facts
    ]


def _said(name: str, fact: Fact) -> str:
    if isinstance(fact, int):
        return str(fact)
    several = sorted(fact, key=str) if isinstance(fact, frozenset) else [fact]
    return ", ".join(shown_values(attributes()[name], several, LANGUAGE))
