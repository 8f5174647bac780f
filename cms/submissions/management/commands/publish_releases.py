"""`manage.py publish_releases`: what was planned for now goes out; run it every minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.submissions.releases import publish_due


class Command(BaseCommand):
    """Publishes the releases whose moment has come, each all or none."""

    help = "Publish the planned releases whose moment has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what went out, and what was stopped and why."""
        done, stopped = publish_due(timezone.now())
        for release in done:
            self.stdout.write(f"published: {release.pk} ({release.entries.count()} items)")
        for release in stopped:
            self.stdout.write(f"stopped: {release.pk}: {release.problems}")
