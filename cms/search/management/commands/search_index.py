"""`manage.py search_index rebuild|status|check|repair|clean`: each engine's search index."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.search import drift, engines, outbox
from cms.search.engine import Progress
from cms.search.errors import IndexUnusable, SearchError
from cms.search.following import Following
from cms.search.leftovers import GRACE
from cms.search.source import LibrarySource


class Command(BaseCommand):
    """Rebuilds the search indices, tells their state, compares them with the database."""

    help = (
        "rebuild: builds each index anew beside the live one. status: says how far they are. "
        "check: compares them with the database. repair: and writes anew what differs. "
        "clean: shows the indices of other releases "
        "and removes those that nobody has used for a day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and to which engine's index."""
        parser.add_argument("action", choices=["rebuild", "status", "check", "repair", "clean"])
        parser.add_argument(
            "--engine",
            choices=[engines.EMBEDDED, engines.SERVER],
            help="this engine's index alone",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 with the reason when an index can't be used, or differs (check)."""
        actions = {
            "rebuild": self._rebuild,
            "status": self._status,
            "check": self._check,
            "repair": self._repair,
            "clean": self._clean,
        }
        try:
            for following in self._chosen(options["engine"]):
                actions[options["action"]](following)
        except SearchError as error:
            raise CommandError(str(error)) from error
        if options["action"] == "rebuild":
            self._forget_old_changes()

    @staticmethod
    def _chosen(name: str | None) -> list[Following]:
        chosen = [each for each in engines.followed() if name in (None, each.name)]
        if not chosen:
            raise CommandError(f"{name} is not in use here. Set ELASTICSEARCH_URL to use it.")
        return chosen

    def _rebuild(self, following: Following) -> None:
        started = time.perf_counter()
        count = following.rebuild(self._progress(following))
        seconds = time.perf_counter() - started
        self.stdout.write(
            f"Search index of {following.name}: {count} documents in {seconds:.1f} s."
        )

    def _progress(self, following: Following) -> Progress:
        def tell(count: int) -> None:
            if count and count % 1000 == 0:
                self.stdout.write(f"  {following.name}: {count} documents …")

        return tell

    def _forget_old_changes(self) -> None:
        forgotten = outbox.prune()
        if forgotten:
            self.stdout.write(f"Forgot {forgotten} changes that are older than two weeks.")

    def _status(self, following: Following) -> None:
        position, newest = following.engine.position(), outbox.newest_position()
        self.stdout.write(f"Engine: {following.name}")
        self.stdout.write(f"Documents: {following.engine.count()}")
        self.stdout.write(f"Newest change: {newest.change}")
        self.stdout.write(f"Last change applied: {position.change if position else 'none'}")
        self.stdout.write("Up to date." if position == newest else "Behind, or never built.")

    def _check(self, following: Following) -> None:
        found = self._drift(following)
        if found:
            raise CommandError(
                f"The index of {following.name} differs from the database. "
                "Mend it with: manage.py search_index repair."
            )

    def _repair(self, following: Following) -> None:
        try:
            found = self._drift(following)
        except IndexUnusable as reason:
            self.stdout.write(str(reason))
            self._rebuild(following)
            return
        if found:
            count = drift.repair(following.engine, LibrarySource(), found)
            self.stdout.write(f"  {count} items were written anew.")

    def _clean(self, following: Following) -> None:
        found = following.engine.clean()
        self.stdout.write(f"Indices of {following.name} beside the one in use: {len(found)}.")
        for one in found:
            until = "removed" if one.is_removed else f"kept until {one.used_at + GRACE:%F %R} UTC"
            self.stdout.write(f"  {one.name}: last used {one.used_at:%F %R} UTC, {until}")

    def _drift(self, following: Following) -> drift.Drift:
        """What differs, looked at twice: the first time, something may have been on its way."""
        following.catch_up()
        found = drift.drift_of(following.engine, LibrarySource())
        if found:
            following.catch_up()
            found = drift.drift_among(following.engine, LibrarySource(), found.items)
        kinds = {"missing": found.missing, "changed": found.changed, "surplus": found.surplus}
        said = ", ".join(f"{len(keys)} {kind}" for kind, keys in kinds.items())
        self.stdout.write(f"Search index of {following.name}: {said}.")
        for kind, keys in kinds.items():
            for key in sorted(keys)[:20]:
                self.stdout.write(f"  {kind}: {key}")
        return found
