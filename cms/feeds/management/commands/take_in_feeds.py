"""`manage.py take_in_feeds`: asks the feeds that are due; run it every five minutes, by cron."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.declarations import Feed, current_feeds, did_you_mean
from cms.feeds.addresses import address_of
from cms.feeds.models import FeedRun, RunState
from cms.feeds.runs import is_due
from cms.feeds.taking_in import take_in

COUNTS = ("new", "changed", "unchanged", "gone", "refused", "over", "held_back")


class Command(BaseCommand):
    """Takes in what flows in from outside."""

    help = "Ask the feeds that are due, and bring in what they have."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, and whether at once."""
        parser.add_argument("names", nargs="*", help="feeds (files in content_models/feeds); all")
        parser.add_argument("--now", action="store_true", help="also those that aren't due")
        parser.add_argument(
            "--believe",
            action="store_true",
            help="what is missing is really gone, however much it is; needs a name",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each; ends with 1 where one couldn't be taken in."""
        if options["believe"] and not options["names"]:
            raise CommandError("--believe needs the name of the feed.")
        asked = bool(options["now"] or options["names"])
        runs = [self._take_in(feed, options["believe"]) for feed in self._chosen(options, asked)]
        if any(run is not None and run.state == RunState.FAILED for run in runs):
            sys.exit(1)

    def _chosen(self, options: dict[str, Any], asked: bool) -> list[Feed]:
        feeds = current_feeds()
        for name in options["names"]:
            if name not in feeds:
                raise CommandError(f"There is no feed {name}; {did_you_mean(name, feeds)}")
        chosen = [feeds[name] for name in options["names"]] or [
            feed for feed in feeds.values() if address_of(feed)
        ]
        return [feed for feed in chosen if asked or is_due(feed)]

    def _take_in(self, feed: Feed, believe: bool) -> FeedRun | None:
        run = take_in(feed, believe=believe)
        if run is None:
            self.stdout.write(f"{feed.name}: another is at it")
            return None
        counts = ", ".join(f"{name} {getattr(run, name)}" for name in COUNTS if getattr(run, name))
        said = run.reason and f"{run.reason} {run.way_out}"
        self.stdout.write(f"{feed.name}: {run.state} {counts or said}".rstrip())
        return run
