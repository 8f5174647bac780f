"""`manage.py check_migrations`: may the waiting migrations run while the portal serves?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cms.operations.additive import findings


class Command(BaseCommand):
    """Looks at what `migrate` would do now, of the product and of its libraries; does nothing."""

    help = "Say whether the portal must be stopped for the migrations that haven't run yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say it; the exit status is 1 where it must be stopped."""
        loader = MigrationLoader(connection)
        waiting = set(loader.graph.nodes) - set(loader.applied_migrations)
        found = [one for one in findings(loader, waiting) if not one.is_safe_because]
        if found:
            lines = "".join(f"\n  {one}" for one in found)
            raise CommandError(
                f"Stop the portal before `migrate`, for these do more than add:{lines}"
            )
        self.stdout.write(f"{len(waiting)} migrations wait; the portal may go on serving.")
