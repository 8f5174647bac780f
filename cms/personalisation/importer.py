"""Reads audiences and rules from YAML files: all of them, or none with every mistake told.

A file holds ``audiences:`` and ``rules:``, lists of rows. A row whose name exists replaces it.
``owner`` is "national", a municipality's code or its address name; left out, it is national.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.declarations import DeclarationError, Problem, yaml_file
from cms.municipalities.models import NATIONAL_SLUG, Municipality, Owner, User
from cms.personalisation.checks import (
    Problems,
    audience_problems,
    audiences_open_to,
    rule_problems,
)
from cms.personalisation.import_format import (
    AudienceRow,
    ImportedRow,
    ImportReport,
    Outcome,
    RuleRow,
    RulesFile,
)
from cms.personalisation.models import Audience, Rule
from cms.personalisation.problems import did_you_mean
from cms.personalisation.publishing import keep_version
from cms.personalisation.values import seen

Kept = TypeVar("Kept", Audience, Rule)


@dataclass(frozen=True)
class _Place:
    """Where a row stands."""

    path: Path
    part: str
    index: int

    def problem(self, field: str, reason: str, fix: str = "") -> Problem:
        """Give a mistake in a field of the row."""
        steps = (self.part, self.index, field)
        where = f"{self.part}.{self.index}.{field}"
        return Problem(self.path.name, yaml_file.line_of(self.path, steps), where, reason, fix)

    def imported(self, name: str, outcome: Outcome) -> ImportedRow:
        """Give the row's line in the report."""
        return ImportedRow(self.path.name, f"{self.part}.{self.index}", name, outcome)


def import_rules(folder: Path) -> ImportReport:
    """Import every ``*.yaml`` file in a folder.

    Raises:
        DeclarationError: with every mistake in every file; nothing is changed then.
    """
    return import_files(sorted(folder.glob("*.yaml")))


def import_files(
    paths: Iterable[Path],
    *,
    person: User | None = None,
    own: Iterable[int] | None = None,
    only_look: bool = False,
) -> ImportReport:
    """Import files.

    Args:
        paths: the files.
        person: who imports, for the versions.
        own: keys of the owners for whom the person may write; None for all of them.
        only_look: say what would happen, and change nothing.

    Raises:
        DeclarationError: with every mistake in every file; nothing is changed then.
    """
    files = list(_read(paths))
    with transaction.atomic():
        report = _Import(person, own).run(files)
        if only_look:
            transaction.set_rollback(True)
    return report


def _read(paths: Iterable[Path]) -> Iterator[tuple[Path, RulesFile]]:
    problems: list[Problem] = []
    for path in paths:
        try:
            yield path, yaml_file.read(path, RulesFile)
        except DeclarationError as error:
            problems += error.problems
    if problems:
        raise DeclarationError(problems)


class _Import:
    """One import: audiences first, since rules and audiences name them."""

    def __init__(self, person: User | None = None, own: Iterable[int] | None = None) -> None:
        self.person = person
        self.problems: list[Problem] = []
        self.imported: list[ImportedRow] = []
        self.changed: list[Audience | Rule] = []
        owners: dict[str, Owner] = {NATIONAL_SLUG: Owner.objects.get(slug=NATIONAL_SLUG)}
        for municipality in Municipality.objects.all():
            owners |= {municipality.code: municipality, municipality.slug: municipality}
        self.own = {owner.pk for owner in owners.values()} if own is None else set(own)
        self.owners = {name: owner for name, owner in owners.items() if owner.pk in self.own}

    def run(self, files: list[tuple[Path, RulesFile]]) -> ImportReport:
        """Save every row, then check what is saved; a mistake takes everything back."""
        audiences = [
            (
                self._audience(_Place(path, "audiences", index), row),
                _Place(path, "audiences", index),
            )
            for path, content in files
            for index, row in enumerate(content.audiences)
        ]
        for audience, place in audiences:
            if audience is not None:
                self._note(audience_problems(audience), place)
        for path, content in files:
            for index, row in enumerate(content.rules):
                self._rule(_Place(path, "rules", index), row)
        if self.problems:
            raise DeclarationError(self.problems)
        for one in self.changed:
            keep_version(one, self.person, _("Hentet ind fra en fil"))
        return ImportReport(tuple(self.imported))

    def _audience(self, place: _Place, row: AudienceRow) -> Audience | None:
        owner = self._owner(place, row.owner)
        if owner is None:
            return None
        values = {
            "labels": row.labels,
            "rule": row.rule,
            "tests": [test.model_dump(exclude_defaults=True) for test in row.tests],
            "ends": _aware(row.ends),
        }
        return self._save(Audience, place, row.name, owner, values)

    def _rule(self, place: _Place, row: RuleRow) -> None:
        owner = self._owner(place, row.owner)
        if owner is None:
            return
        known = Audience.objects.filter(audiences_open_to(owner))
        audience = known.filter(name=row.audience).first()
        if audience is None:
            fix = did_you_mean(row.audience, list(known.values_list("name", flat=True)))
            reason = _("Der er ingen målgruppe med navnet %(name)s.") % {"name": seen(row.audience)}
            self.problems.append(place.problem("audience", reason, fix))
            return
        values = row.model_dump(exclude={"name", "owner", "audience"})
        values |= {"audience": audience, "starts": _aware(row.starts), "ends": _aware(row.ends)}
        rule = self._save(Rule, place, row.name, owner, values)
        if rule is not None:
            self._note(rule_problems(rule), place)

    def _owner(self, place: _Place, name: str) -> Owner | None:
        owner = self.owners.get(name)
        if owner is None:
            reason = _("Du skriver ikke regler for nogen, der hedder %(name)s.")
            fix = did_you_mean(name, self.owners)
            self.problems.append(place.problem("owner", reason % {"name": seen(name)}, fix))
        return owner

    def _save(
        self, model: type[Kept], place: _Place, name: str, owner: Owner, values: dict[str, Any]
    ) -> Kept | None:
        kept = model.objects.filter(name=name).first()
        if kept is not None and kept.owner_id != owner.pk:
            reason = _("Det korte navn er taget.")
            if kept.owner_id in self.own:
                reason = _("Det korte navn er taget af %(owner)s.") % {"owner": kept.owner}
            self.problems.append(place.problem("name", reason, _("Vælg et andet.")))
            return None
        outcome: Outcome = "created" if kept is None else "unchanged"
        kept = kept or model(name=name, owner_id=owner.pk)
        if outcome == "created" or any(getattr(kept, key) != values[key] for key in values):
            outcome = "created" if outcome == "created" else "changed"
            for key, value in values.items():
                setattr(kept, key, value)
            kept.save()
            self.changed.append(kept)
        self.imported.append(place.imported(name, outcome))
        return kept

    def _note(self, problems: Problems, place: _Place) -> None:
        for field, reasons in problems.items():
            self.problems += [place.problem(field, reason) for reason in reasons]


def _aware(moment: datetime | None) -> datetime | None:
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
