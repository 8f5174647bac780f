"""`manage.py work_out_times`: two years ahead of today for all that repeats; once a night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.capabilities.schedule.services import roll_on


class Command(BaseCommand):
    """What an operator lets run every night."""

    help = "Work out the times, two years ahead, of everything that happens again and again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many."""
        self.stdout.write(f"{roll_on()} repeating items have their times.")
