"""What a citizen may write beside what is saved: decisions without a database."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from cms.capabilities.favourite.models import LONGEST_NOTE


class InvalidDetails(ValueError):
    """A last day or a note that can't be kept; the text says why and what to do."""


def deadline_of(written: str, today: date, before: date | None = None) -> date | None:
    """The last day as written (`2026-12-01`), or None where nothing is written.

    A day that is over is refused, unless it is the one that stands there `before`: then only the
    note is being changed. Raises InvalidDetails.
    """
    text = written.strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InvalidDetails(
            _("Vi forstod ikke dagen. Vælg den i kalenderen, eller skriv som 2026-12-31.")
        ) from error
    if day < today and day != before:
        raise InvalidDetails(_("Den dag er gået. Vælg i dag eller en dag, der kommer."))
    return day


def note_of(written: str) -> str:
    """The note as it is kept. Raises InvalidDetails."""
    text = written.strip()
    if len(text) > LONGEST_NOTE:
        raise InvalidDetails(
            _("Noten er for lang. Den må højst fylde %(most)s tegn.") % {"most": LONGEST_NOTE}
        )
    return text
