"""`manage.py flagged_letters`: what a person must look at, and what was found out."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from cms.pushes.flagged import NotFlagged, flagged, it_arrived, send_again


class Command(BaseCommand):
    """Lists flagged letters; with a key, says that one arrived or sends it again."""

    help = "List letters of unknown fate; say that one arrived, or send it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A key and what is known of it."""
        parser.add_argument("--arrived", type=UUID, metavar="KEY", help="it came: leave it")
        parser.add_argument("--again", type=UUID, metavar="KEY", help="it never came: send it")

    def handle(self, *args: Any, **options: Any) -> None:
        """List them, or change one. Neither addresses nor names are shown."""
        try:
            if options["arrived"]:
                it_arrived(str(options["arrived"]))
            if options["again"]:
                send_again(str(options["again"]))
        except NotFlagged as error:
            raise CommandError(str(error)) from error
        for letter in flagged():
            self.stdout.write(
                f"{letter.key}  {letter.channel}  {letter.kind}  "
                f"{letter.handed_over_at or letter.made_at:%Y-%m-%d %H:%M}  "
                f"{letter.citizen.municipality.slug}  {letter.problem}"
            )
