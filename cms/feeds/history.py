"""What feeds write into the history: the actions' names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.history.services import declare_action

TAKEN_IN = "feeds.taken_in"


def keep() -> None:
    """Register what is written."""
    declare_action(TAKEN_IN, _("Hentet udefra"))
