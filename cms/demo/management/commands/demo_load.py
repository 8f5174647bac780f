"""`manage.py demo_load`: the demo nation, with a line for each step."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Locale

from cms.capabilities.certificate.keys import make_key, signing_keys
from cms.declarations import current
from cms.demo.doings import load_doings
from cms.demo.jobs import load_jobs
from cms.demo.launching import load_launching
from cms.demo.library import BadFixture, load_items, load_shelves
from cms.demo.media import load_videos
from cms.demo.nation import load_companies, load_municipalities, load_vendors
from cms.demo.pages import load_pages
from cms.demo.people import generate_citizens, load_citizens, load_editors
from cms.demo.pushes import load_pushes
from cms.demo.rules import load_rules
from cms.demo.sites import load_sites
from cms.demo.submissions import load_submissions
from cms.demo.translations import load_translations
from cms.library.vocabularies import synchronise_terms


class Command(BaseCommand):
    """Loads everything below `fixtures/`; what is there already is brought up to date."""

    help = "Load the demo nation from fixtures/."

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing, so that a broken file leaves the last good state."""
        try:
            with transaction.atomic():
                self._load()
        except BadFixture as error:
            raise CommandError(str(error)) from error

    def _load(self) -> None:
        Locale.objects.get_or_create(language_code="da")
        self._step("terms", lambda: synchronise_terms(current()))
        self._step("municipalities", load_municipalities)
        self._step("sites", load_sites)
        self._step("companies", load_companies)
        self._step("vendors", load_vendors)
        self._step("editors", load_editors)
        self._step("videos", load_videos)
        self._step("items", lambda: dict(load_items()))
        self._step("jobs from an exchange", load_jobs)
        self._step("choices and overlays", load_shelves)
        self._step("translations", load_translations)
        self._step("submissions", load_submissions)
        self._step("audiences and rules", load_rules)
        self._step("a key for badges", lambda: (signing_keys() or [make_key()])[0].name)
        self._step("composed pages", load_pages)
        self._step("citizens with a story", load_citizens)
        self._step("messages to them", load_pushes)
        self._step("generated citizens", generate_citizens)
        self._step("agreements with vendors", load_launching)
        self._step("what citizens did", load_doings)

    def _step(self, what: str, load: Callable[[], Any]) -> None:
        started = time.perf_counter()
        count = load()
        self.stdout.write(f"  {what:24} {count}  ({time.perf_counter() - started:.1f} s)")
