"""What the history knows of webhooks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.history.services import declare_action, keep_history_of
from cms.webhooks.models import Subscription

MADE, ENDED, REPLAYED = "webhooks.make", "webhooks.end", "webhooks.replay"
ACTIONS = {
    MADE: _("Bad om besked til en adresse"),
    ENDED: _("Stoppede beskeder til en adresse"),
    REPLAYED: _("Sendte beskeder igen"),
}


def follow_webhooks() -> None:
    """Make the history ready to be told of subscriptions."""
    keep_history_of(Subscription)
    for name, label in ACTIONS.items():
        declare_action(name, label)
