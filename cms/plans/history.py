"""What the municipality's history knows of plans: that staff changed one, never what it says."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.history.services import declare_action, keep_history_of
from cms.plans.models import Activity

ADDED, AGREED, CHANGED = "plan.add", "plan.agree", "plan.change"
DONE, DROPPED = "plan.done", "plan.drop"
ACTIONS = {
    ADDED: _("Skrev en aktivitet i en borgers plan"),
    AGREED: _("Aftalte en aktivitet med en borger"),
    CHANGED: _("Rettede en aktivitet i en borgers plan"),
    DONE: _("Skrev, at en aktivitet i en borgers plan er klaret"),
    DROPPED: _("Droppede en aktivitet i en borgers plan"),
}


def follow_plans() -> None:
    """Make the history ready to be told of plans."""
    keep_history_of(Activity)
    for name, label in ACTIONS.items():
        declare_action(name, label)
