"""`manage.py deliver_pushes`: the worker that brings pushes out; any number may run."""

from __future__ import annotations

import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from cms.capabilities.expiry.services import warn
from cms.pushes.appointments import remind
from cms.pushes.delivery.worker import deliver
from cms.pushes.gateways.base import Gateway
from cms.pushes.gateways.configured import GatewayMisconfigured, gateways
from cms.pushes.rules import carry_out_rules


class Command(BaseCommand):
    """Delivers what is due, tells audiences what rules say, and reminds of tomorrow."""

    help = "Send what citizens are to be told; carry out rules that notify; remind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long, and how often."""
        parser.add_argument("--once", action="store_true", help="one round, and stop")
        parser.add_argument("--pause", type=float, default=5, help="seconds between two rounds (5)")
        parser.add_argument(
            "--rules-every",
            type=float,
            default=300,
            help="seconds between rules and reminders, of appointments and of last days (300)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Go round until told to stop; a letter that is on its way is finished first."""
        try:
            found = gateways()
        except GatewayMisconfigured as error:
            raise CommandError(str(error)) from error
        stop = threading.Event()
        if not options["once"]:
            signal.signal(signal.SIGTERM, lambda *_: stop.set())
            signal.signal(signal.SIGINT, lambda *_: stop.set())
        next_rules = 0.0
        while True:
            if time.monotonic() >= next_rules:
                self._say("rules", carry_out_rules())
                self._say("reminders", remind())
                self._say("closing", warn())
                next_rules = time.monotonic() + options["rules_every"]
            self._round(found, stop.is_set)
            if options["once"] or stop.wait(options["pause"]):
                return
            close_old_connections()

    def _round(self, found: Mapping[str, Gateway], is_stopping: Callable[[], bool]) -> None:
        for channel, gateway in found.items():
            self._say(channel, deliver(channel, gateway, is_stopping))

    def _say(self, what: str, tally: Mapping[str, int]) -> None:
        if any(tally.values()):
            ends = ", ".join(f"{name} {count}" for name, count in sorted(tally.items()) if count)
            self.stdout.write(f"{what}: {ends}")
            self.stdout.flush()
