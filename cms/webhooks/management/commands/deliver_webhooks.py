"""`manage.py deliver_webhooks`: the worker that tells subscribers; any number may run."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from cms.webhooks.delivery import deliver


class Command(BaseCommand):
    """Looks at what has happened on the shelves, and tells whoever subscribes."""

    help = "Tell municipalities' own systems what came onto their shelves, changed and went."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long, and how often."""
        parser.add_argument("--once", action="store_true", help="one round, and stop")
        parser.add_argument("--pause", type=float, default=5, help="seconds between two rounds (5)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go round until told to stop; a message that is on its way is finished first."""
        stop = threading.Event()
        if not options["once"]:
            signal.signal(signal.SIGTERM, lambda *_: stop.set())
            signal.signal(signal.SIGINT, lambda *_: stop.set())
        while True:
            if tally := deliver(stop.is_set):
                ends = ", ".join(f"{name} {count}" for name, count in sorted(tally.items()))
                self.stdout.write(ends)
                self.stdout.flush()
            if options["once"] or stop.wait(options["pause"]):
                return
            close_old_connections()
