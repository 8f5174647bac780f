"""What a check of an uploaded file found, by sheet, row and column, with the way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

MOST_NAMED = 12


@dataclass(frozen=True)
class Place:
    """Where in a file: the sheet, the row as the program shows it, and the column."""

    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True)
class Finding:
    """One mistake: where it is, what is wrong, and what to write instead."""

    place: Place
    reason: str
    way_out: str = ""

    def __str__(self) -> str:
        """One line, for a terminal."""
        where = ", ".join(str(part) for part in asdict(self.place).values() if part)
        return f"{where}: {self.reason} {self.way_out}".rstrip()

    def as_json(self) -> dict[str, Any]:
        """What a stored report keeps."""
        return {**asdict(self.place), "reason": self.reason, "way_out": self.way_out}


class MoveRefused(Exception):
    """Nothing was imported. `findings` says why, in the file's order."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep every finding."""
        self.findings = list(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class Unreadable(ValueError):
    """The file as a whole can't be used; the message says why and what to do instead."""


class BadCell(ValueError):
    """A cell can't be read. The message says why, `way_out` what to write instead."""

    def __init__(self, reason: str, way_out: str = "") -> None:
        """Keep both halves."""
        self.way_out = way_out
        super().__init__(reason)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, else what there is to choose from."""
    choices = list(dict.fromkeys(known))
    by_lower = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(word.casefold(), by_lower, n=1, cutoff=0.6)
    if near:
        return _("Mente du “%(word)s”?") % {"word": by_lower[near[0]]}
    if 0 < len(choices) <= MOST_NAMED:
        return _("Skriv en af disse: %(words)s.") % {"words": ", ".join(choices)}
    return _("Se skabelonens ark med ord.") if choices else _("Lad feltet stå tomt.")
