"""`manage.py rules`: import audiences and rules, read them as sentences, see what they may say."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.citizens.models import Citizen
from cms.declarations import DeclarationError, did_you_mean
from cms.municipalities.models import Municipality
from cms.personalisation.book import Book, CompiledAudience, current_book
from cms.personalisation.schema import rule_schema
from cms.personalisation.sentence import in_language, sentence
from cms.personalisation.services import citizens_in, import_rules
from cms.personalisation.viewer import Viewer


class Command(BaseCommand):
    """Audiences and rules from the command line."""

    help = "Import audiences and rules, list them as sentences, show facts and JSON Schema."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word for each thing to do."""
        actions = parser.add_subparsers(dest="action", required=True)
        importing = actions.add_parser("import", help="import every .yaml file of a folder")
        importing.add_argument("folder", type=Path)
        languages = [code for code, _name in settings.LANGUAGES]
        for name, explanation in (
            ("list", "audiences as sentences, with their citizens' number and their rules"),
            ("facts", "what a rule may speak of"),
            ("schema", "the JSON Schema of an audience's rule"),
        ):
            action = actions.add_parser(name, help=explanation)
            action.add_argument("--language", choices=languages, default="da")
            if name == "list":
                action.add_argument("--municipality", help="count only citizens of this one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a mistake ends with exit code 1."""
        match options["action"]:
            case "import":
                self.stdout.write(str(self._imported(options["folder"])))
            case "list":
                lines = _listed(_municipalities(options["municipality"]), options["language"])
                self.stdout.write("\n".join(lines))
            case "facts":
                self.stdout.write("\n".join(_facts(current_book(), options["language"])))
            case "schema":
                schema = rule_schema(current_book().vocabulary, options["language"])
                self.stdout.write(json.dumps(schema, indent=2, ensure_ascii=False))

    def _imported(self, folder: Path) -> object:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder. Name the folder of the .yaml files.")
        try:
            return import_rules(folder)
        except DeclarationError as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error


def _municipalities(slug: str | None) -> list[Municipality]:
    """The one asked for, or all of them. Raises CommandError."""
    found = list(Municipality.objects.filter(slug=slug) if slug else Municipality.objects.all())
    if slug and not found:
        slugs = Municipality.objects.values_list("slug", flat=True)
        raise CommandError(f"There is no municipality '{slug}'. {did_you_mean(slug, list(slugs))}")
    return found


def _listed(municipalities: list[Municipality], language: str) -> Iterator[str]:
    book = current_book()
    with_citizens = set(Citizen.objects.values_list("municipality_id", flat=True))
    asked = [one for one in municipalities if one.pk in with_citizens]
    for audience in book.audiences.values():
        count = sum(_count(audience, municipality) for municipality in asked)
        yield f"{audience.name} ({count}): {sentence(audience.tree, book.vocabulary, language)}"
        for rule in book.rules:
            if rule.audience == audience.name:
                reason = in_language(rule.reason, language)
                yield f"    {rule.effect} {rule.weight:3} {rule.name}  {reason}".rstrip()
    for name, mistake in book.broken.items():
        yield f"LEFT OUT {name}: {mistake}"


def _count(audience: CompiledAudience, municipality: Municipality) -> int:
    if not audience.is_national and audience.owner_id != municipality.pk:
        return 0
    return citizens_in(audience.name, Viewer(municipality), municipality).count()


def _facts(book: Book, language: str) -> Iterator[str]:
    for fact in book.vocabulary.facts.values():
        label = in_language(fact.labels, language, fact.name)
        yield f"{fact.name}  ({label}): {', '.join(fact.operators)}"
        if fact.choices:
            yield f"    {', '.join(fact.choices)}"
    for word in book.vocabulary.words.values():
        arguments = (f"{name}{'' if needed else '?'}" for name, needed in word.arguments.items())
        yield f"{word.name}: {{{', '.join(arguments)}}}"
