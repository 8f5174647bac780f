"""What the screen shows: the form in sections, and beside each colour what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.appearance.contrasts import in_words
from cms.appearance.models import ThemeVersion
from cms.editor.appearance.fields import NUMBERS
from cms.editor.appearance.forms import PICTURES, ThemeForm
from cms.theming import ContrastProblem, Role

RECOGNISED = (Role.PRIMARY, Role.ACCENT, Role.THIRD, Role.HERO, Role.SURFACE)
SECTIONS: tuple[tuple[str, Any, str], ...] = (
    (
        "main",
        gettext_lazy("Hovedfarver"),
        "primary on_primary primary_soft accent on_accent accent_soft third on_third third_soft",
    ),
    (
        "page",
        gettext_lazy("Side og tekst"),
        "surface surface_raised text text_muted border border_strong focus",
    ),
    (
        "hero",
        gettext_lazy("Forsidens top"),
        "hero on_hero hero_action on_hero_action hero_far hero_middle hero_near hero_light",
    ),
    (
        "states",
        gettext_lazy("Fejl, og når det går godt"),
        "danger on_danger danger_soft success on_success success_soft",
    ),
)


@dataclass(frozen=True)
class Row:
    """A field with the contrasts that fail because of it."""

    bound: BoundField
    problems: Sequence[dict[str, str]] = ()


@dataclass(frozen=True)
class Section:
    """Some fields under a heading; opened where something in it needs attention."""

    name: str
    heading: Any
    rows: list[Row] = field(default_factory=list)
    is_first: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is something to see to, or it is where one begins."""
        return self.is_first or any(row.problems or row.bound.errors for row in self.rows)


def sections(form: ThemeForm, problems: Sequence[ContrastProblem]) -> Iterator[Section]:
    """Colours by use, then lettering and shapes."""
    described = described_problems(problems)
    for name, heading, roles in SECTIONS:
        rows = [
            Row(form[key], [each for each in described if each["field"] == key])
            for key in (f"colours-{Role(role)}" for role in roles.split())
        ]
        yield Section(name, heading, rows, is_first=name == "main")
    numbers = [Row(form[number.key.replace(".", "-")]) for number in NUMBERS]
    yield Section("shape", _("Bogstaver, hjørner og luft"), [*numbers, Row(form["elevation"])])


def described_problems(problems: Sequence[ContrastProblem]) -> list[dict[str, str]]:
    """Each pair that fails: which field to mend, in words, and with which colour."""
    return [
        {
            "field": f"colours-{problem.pair.foreground.value}",
            "text": in_words(problem),
            "proposal": problem.proposal,
        }
        for problem in problems
    ]


def picture_rows(form: ThemeForm) -> list[tuple[BoundField, BoundField, BoundField, str]]:
    """For each picture: the upload, its hidden name, the way back, and the name it has now."""
    rows = []
    for key in PICTURES:
        name = form.cleaned_data.get(f"{key}_name") if form.is_bound else None
        current = str(name if name is not None else form.initial.get(f"{key}_name", "") or "")
        rows.append((form[key], form[f"{key}_name"], form[f"{key}_off"], current))
    return rows


def summary(problems: Sequence[ContrastProblem]) -> str:
    """One line on whether the theme may be published."""
    if not problems:
        return _("Alle farver kan læses. Temaet kan udgives.")
    if len(problems) == 1:
        return _("Én farve kan ikke læses. Temaet kan gemmes, men ikke udgives endnu.")
    return _(
        "%(count)d steder kan farverne ikke læses. Temaet kan gemmes, men ikke udgives endnu."
    ) % {"count": len(problems)}


def swatches(version: ThemeVersion) -> list[str]:
    """The colours by which one knows a version again."""
    colours = version.tokens.get("colours", {})
    return [colours[role.value] for role in RECOGNISED if role.value in colours]
