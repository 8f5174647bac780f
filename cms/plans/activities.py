"""What may be written about a step, checked before anything is saved."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cms.plans.models import LONGEST_TEXT, LONGEST_TITLE, Activity


class InvalidPlan(ValueError):
    """What was written can't stand in a plan: `problems` says why and what to do, by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        """Keep the problems."""
        self.problems = problems
        super().__init__("; ".join(problems.values()))


@dataclass(frozen=True)
class Written:
    """An step as somebody writes it. Days are Danish days; an empty text says nothing."""

    title: str
    what_to_do: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    with_whom: str = ""
    agreement: str = ""
    is_duty: bool = False

    def checked(self) -> Written:
        """The same with blanks taken away. Raises InvalidPlan."""
        tidy = replace(
            self,
            title=self.title.strip(),
            what_to_do=self.what_to_do.strip(),
            with_whom=self.with_whom.strip(),
            agreement=self.agreement.strip(),
        )
        if problems := tidy._problems():
            raise InvalidPlan(problems)
        return tidy

    def _problems(self) -> dict[str, str]:
        problems: dict[str, str] = {}
        if not self.title:
            problems["title"] = _("Skriv, hvad du vil gøre.")
        limits = {
            "title": LONGEST_TITLE,
            "with_whom": LONGEST_TITLE,
            "what_to_do": LONGEST_TEXT,
            "agreement": LONGEST_TEXT,
        }
        for name, most in limits.items():
            if len(getattr(self, name)) > most:
                problems[name] = _("Teksten er for lang. Den må højst fylde %(most)s tegn.") % {
                    "most": most
                }
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            problems["ends_on"] = _("Den sidste dag ligger før den første. Byt om på dem.")
        if self.ends_on and not self.starts_on:
            problems["starts_on"] = _("Skriv også den første dag.")
        return problems


def written_of(step: Activity) -> Written:
    """The step as it was written."""
    return Written(**{name: getattr(step, name) for name in Written.__dataclass_fields__})


def plain(step: Activity) -> dict[str, Any]:
    """What stands there, in a form that the list of changes can keep."""
    values: dict[str, Any] = {**asdict(written_of(step)), "state": str(step.state)}
    for name in ("starts_on", "ends_on"):
        values[name] = values[name] and values[name].isoformat()
    return values
