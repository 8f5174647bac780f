"""`manage.py search_index rebuild|status`: builds the search index anew, or says how it is."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.search import outbox, services
from cms.search.errors import SearchError


class Command(BaseCommand):
    """Rebuilds the search index beside the live one, or tells its state."""

    help = "Builds the search index anew (rebuild), or says how it is (status)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word: what to do."""
        parser.add_argument("action", choices=["rebuild", "status"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 with the reason when the index can't be rebuilt or can't be used."""
        try:
            if options["action"] == "rebuild":
                self._rebuild()
            else:
                self._status()
        except SearchError as error:
            raise CommandError(str(error)) from error

    def _rebuild(self) -> None:
        started = time.perf_counter()
        count = services.rebuild(self._progress)
        forgotten = outbox.prune()
        seconds = time.perf_counter() - started
        self.stdout.write(f"Search index: {count} documents in {seconds:.1f} s.")
        if forgotten:
            self.stdout.write(f"Forgot {forgotten} changes that are older than two weeks.")

    def _progress(self, count: int) -> None:
        if count and count % 1000 == 0:
            self.stdout.write(f"  {count} documents …")

    def _status(self) -> None:
        engine = services.engine()
        position, newest = engine.position(), outbox.newest_position()
        self.stdout.write(f"Documents: {engine.count()}")
        self.stdout.write(f"Newest change: {newest.change}")
        self.stdout.write(f"Last change applied: {position.change if position else 'none'}")
        self.stdout.write("Up to date." if position == newest else "Behind, or never built.")
