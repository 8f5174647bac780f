"""What the history knows of people: who was let in, and which roles were given and taken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.history.services import declare_action, keep_history_of
from cms.municipalities.models import Owner

INVITED, GIVEN, TAKEN = "people.invite", "people.give", "people.take"
BOUND, CAME = "people.bind", "people.come"
NUMBERED = "people.number"
ACTIONS = {
    INVITED: _("Inviterede en person"),
    GIVEN: _("Gav en rolle"),
    TAKEN: _("Tog en rolle tilbage"),
    BOUND: _("Bandt sit log ind til sin konto"),
    CAME: _("Kom ind med MitID Erhverv"),
    NUMBERED: _("Rettede et CVR-nummer"),
}


def follow_people() -> None:
    """Make the history ready to be told; a change of people stands in the owner's history."""
    keep_history_of(Owner)
    for name, label in ACTIONS.items():
        declare_action(name, label)
