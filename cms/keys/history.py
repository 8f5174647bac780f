"""What the history knows of keys and origins."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.history.services import declare_action, keep_history_of
from cms.keys.models import AllowedOrigin, ApiKey

MADE, REVOKED = "keys.make", "keys.revoke"
LET_IN, SHUT_OUT = "keys.origin", "keys.origin_removed"
ACTIONS = {
    MADE: _("Lavede en nøgle til data"),
    REVOKED: _("Lukkede en nøgle til data"),
    LET_IN: _("Lod sider på et websted hente data"),
    SHUT_OUT: _("Lukkede for et websted, der hentede data"),
}


def follow_keys() -> None:
    """Make the history ready to be told of keys."""
    keep_history_of(ApiKey)
    keep_history_of(AllowedOrigin)
    for name, label in ACTIONS.items():
        declare_action(name, label)
