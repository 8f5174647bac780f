"""`manage.py take_down_due`: what was to be shown until now is taken down; run it every minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.library.expiring import take_down_due


class Command(BaseCommand):
    """Takes down the items whose moment has come."""

    help = "Take down the items that were to be shown until now."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was taken down."""
        for item in take_down_due(timezone.now()):
            self.stdout.write(f"taken down: {item.pk} {item.listed_title}")
