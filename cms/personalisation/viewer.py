"""Who is looking: the municipality, the citizen if any, the language and the moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at content.

    ``municipality`` is None on the portal's common front. ``everything`` is the citizen's
    "show me everything": nothing is hidden, lifted or pinned by rules or interests.
    """

    municipality: Municipality | None
    citizen: Citizen | None = None
    language: str = "da"
    now: datetime = field(default_factory=timezone.now)
    everything: bool = False
    # What was worked out for this viewer; a viewer lives no longer than a request.
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def here(self) -> Municipality:
        """The municipality. Raises LookupError on the common front, which has none."""
        if self.municipality is None:
            raise LookupError("This page belongs to a municipality.")
        return self.municipality

    @cached_property
    def minute(self) -> datetime:
        """The minute that it is; what is kept holds for one, since rules begin and end on it."""
        return self.now.replace(second=0, microsecond=0)

    @property
    def today(self) -> date:
        """The day in Denmark."""
        return _day_of(self.minute)


@lru_cache(maxsize=100)
def _day_of(minute: datetime) -> date:
    return timezone.localdate(minute)


def viewer_of(request: HttpRequest, *, everything: bool = False) -> Viewer:
    """Give the viewer behind a request, as the middlewares found it."""
    return Viewer(
        municipality=getattr(request, "municipality", None),
        citizen=getattr(request, "citizen", None),
        language=supported_language(get_language()),
        everything=everything,
    )


def supported_language(code: str | None) -> str:
    """Give the portal's language for a code like "en-gb"; the default where it has none."""
    short = (code or "").split("-")[0].lower()
    return short if short in _languages() else str(settings.LANGUAGE_CODE)


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(language for language, _name in settings.LANGUAGES)
