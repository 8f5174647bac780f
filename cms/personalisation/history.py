"""What is written into the history about audiences and rules."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from cms.history.services import declare_action, keep_history_of, record
from cms.municipalities.models import User
from cms.personalisation.models import Audience, Draft, Rule

SAVED, PUBLISHED, BACK = "targeting.save", "targeting.publish", "targeting.back"
DISCARDED, DELETED = "targeting.discard", "targeting.delete"
ACTIONS = {
    SAVED: gettext_lazy("Kladde til målretning gemt"),
    PUBLISHED: gettext_lazy("Målretning udgivet"),
    BACK: gettext_lazy("Tidligere målretning hentet frem som kladde"),
    DISCARDED: gettext_lazy("Kladde til målretning smidt væk"),
    DELETED: gettext_lazy("Målretning slettet"),
}


def keep() -> None:
    """Register what is kept."""
    for model in (Audience, Rule, Draft):
        keep_history_of(model)
    for name, label in ACTIONS.items():
        declare_action(name, label)


def note(
    about: Audience | Rule | Draft,
    action: str,
    person: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write what was done; of the values, those that changed."""
    record(about, action, title=str(about), user=person, before=before, after=after)
