"""`manage.py theme export | import`: a municipality's theme to and from `themes/<slug>/`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from cms.appearance.contrasts import in_words
from cms.appearance.files import values_of_folder, write_files
from cms.appearance.services import TooLittleContrast, publish, save_draft
from cms.appearance.themes import STORE, theme_of
from cms.municipalities.models import Municipality


class Command(BaseCommand):
    """What an operator does with themes made in the browser."""

    help = "Write a municipality's published theme into files, or read files as its draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand each."""
        actions = parser.add_subparsers(dest="action", required=True)
        out = actions.add_parser("export", help="the theme that citizens see, as a folder")
        out.add_argument("municipality", help="the municipality's slug: thisted")
        out.add_argument("--to", type=Path, help="a folder; else themes/<slug>/")
        back = actions.add_parser("import", help="a folder with a theme.yaml, as the draft")
        back.add_argument("municipality", help="the municipality's slug: thisted")
        back.add_argument("folder", type=Path)
        back.add_argument("--publish", action="store_true", help="show it to citizens at once")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        municipality = Municipality.objects.filter(slug=options["municipality"]).first()
        if municipality is None:
            raise CommandError(f"No municipality has the slug '{options['municipality']}'.")
        if options["action"] == "export":
            self._export(municipality, options["to"] or STORE.folder / municipality.slug)
        else:
            self._import(municipality, options["folder"].resolve(), options["publish"])

    def _export(self, municipality: Municipality, folder: Path) -> None:
        for file in write_files(theme_of(municipality), folder):
            self.stdout.write(f"written: {file}")

    def _import(self, municipality: Municipality, folder: Path, at_once: bool) -> None:
        try:
            draft = save_draft(municipality, values_of_folder(folder, municipality), None)
            self.stdout.write(f"{municipality}: version {draft.number} saved as a draft")
            if at_once:
                publish(municipality, None)
                self.stdout.write(f"{municipality}: version {draft.number} published")
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        except TooLittleContrast as error:
            said = "\n".join(in_words(problem) for problem in error.problems)
            raise CommandError(f"Saved as a draft, but not published.\n{said}") from error
