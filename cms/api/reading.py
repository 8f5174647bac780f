"""Who reads, and where: what resolvers and plans need to know of a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest

from cms.municipalities.models import Municipality
from cms.personalisation.viewer import Viewer, viewer_of

READING = "_api_reading"


@dataclass(frozen=True)
class Reading:
    """The viewer, and the path under which the municipality is addressed ("" or "/thisted")."""

    viewer: Viewer
    prefix: str

    @property
    def municipality(self) -> Municipality:
        """Whose shelf is read."""
        return cast(Municipality, self.viewer.municipality)

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.viewer.language


def read_request(request: HttpRequest) -> Reading:
    """The reading of a request, made once."""
    if READING not in request.__dict__:
        prefix = getattr(request, "path_prefix", "")
        request.__dict__[READING] = Reading(viewer_of(request), prefix)
    return cast(Reading, request.__dict__[READING])


def reading_of(info: Any) -> Reading:
    """The reading that a resolver stands in."""
    return read_request(info.context)
