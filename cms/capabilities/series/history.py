"""What owners do with their series, in their history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.capabilities.series.models import Series
from cms.history.services import declare_action, keep_history_of

CHANGED, DISSOLVED = "series.change", "series.dissolve"


def declare() -> None:
    """Called once, when the apps are ready."""
    keep_history_of(Series)
    declare_action(CHANGED, _("Ændret serie"))
    declare_action(DISSOLVED, _("Opløst serie"))
