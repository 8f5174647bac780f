"""`manage.py walk_journeys`: moves everybody whom a rule moves; to be run every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.journeys.models import Proposal
from cms.journeys.night import walk_all


class Command(BaseCommand):
    """Takes steps, and makes proposals for the staff to decide."""

    help = "Move citizens along their journeys, and propose what a person must decide."

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk, and say how many."""
        steps = walk_all()
        waiting = Proposal.objects.filter(status=Proposal.Status.OPEN).count()
        self.stdout.write(f"{steps} steps taken; {waiting} proposals wait for a person.")
