"""Noting who among the staff saw what about a citizen, and saying it in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.declared import attributes
from cms.citizens.models import Citizen
from cms.municipalities.models import User
from cms.municipalities.roles import ROLES
from cms.rights.access import roles_with
from cms.rights.models import Look

LIST, UNNAMED = "list", "unnamed"
# Beside the attributes' own names: what a look may be at, as the citizen reads it.
_WORDS: dict[str, Any] = {
    LIST: _("dit navn på en liste"),
    UNNAMED: _("at du bruger siden, uden dit navn"),
    "name": _("dit navn"),
    "last_seen": _("hvornår du sidst var her"),
}


def declare_look(word: str, label: Any) -> None:
    """Let looks be at something more; the label is what the citizen reads."""
    _WORDS[word] = label


def note(person: User, citizen: Citizen, what: Iterable[str]) -> None:
    """Write that the person saw this about the citizen; in the transaction that shows it."""
    _look(person, citizen, list(what), roles_with(person, citizen.municipality_id)).save()


def note_list(person: User, citizens: Iterable[Citizen], *more: str) -> None:
    """Write that the person saw these citizens on a list, and what more stood there of each."""
    several = list(citizens)
    places = {one.municipality_id for one in several}
    roles = {place: roles_with(person, place) for place in places}
    Look.objects.bulk_create(
        _look(
            person,
            one,
            [UNNAMED if one.protected_name else LIST, *more],
            roles[one.municipality_id],
        )
        for one in several
    )


def _look(person: User, citizen: Citizen, what: list[str], roles: Iterable[str]) -> Look:
    return Look(
        citizen=citizen,
        municipality_id=citizen.municipality_id,
        person=person,
        person_name=person.get_full_name().strip() or person.get_username(),
        roles=sorted(roles),
        what=what,
        looked_at=timezone.now(),
    )


def roles_in_words(roles: Iterable[str]) -> list[str]:
    """Roles as they are called; one that is gone keeps its bare name."""
    return [str(ROLES[name].label) if name in ROLES else name for name in roles]


def what_in_words(what: Iterable[str], language: str) -> list[str]:
    """What was seen, in that language where it is an attribute."""
    known = attributes()
    return [
        known[word].label.in_language(language) if word in known else str(_WORDS.get(word, word))
        for word in what
    ]
