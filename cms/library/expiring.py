"""Items that are taken down by themselves: those whose own moment has come."""

from __future__ import annotations

from datetime import datetime

from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.scope import everything

# Wagtail's own name of it, so that the history says who did it: nobody, it was planned.
SCHEDULED = "wagtail.unpublish.scheduled"


def take_down_due(now: datetime) -> list[Item]:
    """Unpublish what was to be shown until now or before; municipalities' choices are kept."""
    with everything("items are taken down at their moment"):
        due: list[Item] = [
            item
            for model in item_models().values()
            for item in model.objects.filter(live=True, expire_at__lte=now)
        ]
        for item in due:
            item.unpublish(set_expired=True, log_action=SCHEDULED)
    return due
