"""What the history knows of agreements and of vendors' registrations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.capabilities.launch.models import Agreement, LaunchClient
from cms.history.services import declare_action, keep_history_of

AGREED, ENDED, REGISTERED, NEW_SECRET = (
    "launch.agree",
    "launch.end",
    "launch.register",
    "launch.secret",
)
ACTIONS = {
    AGREED: _("Skrev en aftale om et tilbud"),
    ENDED: _("Slettede en aftale om et tilbud"),
    REGISTERED: _("Rettede, hvordan et tilbud åbnes"),
    NEW_SECRET: _("Lavede en ny hemmelighed til et tilbud"),
}


def follow() -> None:
    """Make the history ready to be told of them."""
    keep_history_of(Agreement)
    keep_history_of(LaunchClient)
    for name, label in ACTIONS.items():
        declare_action(name, label)
