"""What one does with a theme: save a draft, publish it, go back to an earlier one.

Who may is the doors' question; these functions ask whether the theme itself is good enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.appearance.history import BACK, DISCARDED, PUBLISHED, SAVED, TO_FILES, note
from cms.appearance.models import State, ThemeVersion
from cms.appearance.themes import file_theme, forget, theme_from
from cms.municipalities.models import Municipality, User
from cms.theming import ContrastProblem, check, values_of


class TooLittleContrast(ValueError):
    """The theme can't be published: `problems` names each pair with a colour that passes."""

    def __init__(self, problems: Sequence[ContrastProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class ChangedMeanwhile(Exception):
    """Somebody else has saved the draft since the person opened it; nothing was saved."""

    def __init__(self, draft: ThemeVersion | None) -> None:
        self.draft = draft
        super().__init__("The draft has been changed meanwhile.")


class NothingToPublish(LookupError):
    """The municipality has no draft."""


def draft_of(municipality: Municipality) -> ThemeVersion | None:
    """The draft that is being worked on, if any."""
    return ThemeVersion.objects.filter(municipality=municipality, state=State.DRAFT).first()


def published_of(municipality: Municipality) -> ThemeVersion | None:
    """The version that citizens see; None where they see the theme from files."""
    return ThemeVersion.objects.filter(municipality=municipality, state=State.PUBLISHED).first()


def starting_values(municipality: Municipality) -> dict[str, Any]:
    """What a form begins with: the draft, else what is published, else the theme from files."""
    draft = draft_of(municipality)
    if draft is None:
        return _shown_values(municipality)
    return {**values_of(file_theme(municipality)), **draft.tokens}


@transaction.atomic
def save_draft(
    municipality: Municipality,
    values: Mapping[str, Any],
    person: User | None,
    seen_edit: int | None = None,
) -> ThemeVersion:
    """Keep the values as the municipality's draft; too little contrast is no hindrance here.

    Args:
        municipality: whose draft it is.
        values: in the shape of a theme file; mark and hero are names of stored pictures.
        person: who saves.
        seen_edit: the draft's `edits` as the person saw them (0 where there was no draft);
            None to save whatever happened meanwhile.

    Raises:
        UnusableValues: a value is no value of its kind.
        ChangedMeanwhile: somebody else has saved since.
    """
    theme_from(values, municipality)
    _wait_for_turn(municipality)
    draft = draft_of(municipality)
    if seen_edit is not None and seen_edit != (draft.edits if draft else 0):
        raise ChangedMeanwhile(draft)
    if draft is None:
        draft = ThemeVersion(municipality=municipality, number=_next_number(municipality))
    before = draft.tokens if draft.edits else _shown_values(municipality)
    draft.tokens, draft.edited_by = dict(values), person
    draft.edits += 1
    draft.save()
    note(draft, SAVED, person, before, draft.tokens)
    return draft


@transaction.atomic
def publish(municipality: Municipality, person: User | None) -> ThemeVersion:
    """Show the draft to citizens, from the next request on in every process.

    Raises:
        NothingToPublish: there is no draft.
        TooLittleContrast: text or controls could not be read; nothing is changed.
    """
    _wait_for_turn(municipality)
    draft = draft_of(municipality)
    if draft is None:
        raise NothingToPublish(municipality.slug)
    return _put_in_force(draft, person, PUBLISHED)


@transaction.atomic
def go_back(municipality: Municipality, number: int, person: User | None) -> ThemeVersion:
    """Show an earlier version again, as a new version with the same values. A draft stays.

    Raises:
        ThemeVersion.DoesNotExist: the municipality never published that number.
        TooLittleContrast: the earlier version does not pass what is asked for today.
    """
    _wait_for_turn(municipality)
    earlier = ThemeVersion.objects.exclude(state=State.DRAFT).get(
        municipality=municipality, number=number
    )
    again = ThemeVersion(
        municipality=municipality,
        number=_next_number(municipality),
        tokens=earlier.tokens,
        origin=earlier.number,
    )
    return _put_in_force(again, person, BACK)


@transaction.atomic
def go_back_to_files(municipality: Municipality, person: User | None) -> None:
    """Show the theme from files again; every version is kept."""
    _wait_for_turn(municipality)
    published = published_of(municipality)
    if published:
        note(published, TO_FILES, person)
    _retire(municipality)
    forget(municipality)


@transaction.atomic
def discard_draft(municipality: Municipality, person: User | None) -> None:
    """Throw the draft away; what citizens see does not change."""
    _wait_for_turn(municipality)
    draft = draft_of(municipality)
    if draft:
        note(draft, DISCARDED, person, before=draft.tokens)
        draft.delete()


def _put_in_force(version: ThemeVersion, person: User | None, action: str) -> ThemeVersion:
    failing = check(theme_from(version.tokens, version.municipality))
    if failing:
        raise TooLittleContrast(failing)
    before = _shown_values(version.municipality)
    _retire(version.municipality)
    version.state, version.published_at = State.PUBLISHED, timezone.now()
    version.edited_by = person
    version.save()
    note(version, action, person, before, version.tokens)
    forget(version.municipality)
    return version


def _shown_values(municipality: Municipality) -> dict[str, Any]:
    """What citizens see now, as values."""
    published = published_of(municipality)
    own = published.tokens if published else {}
    return {**values_of(file_theme(municipality)), **own}


def _retire(municipality: Municipality) -> None:
    ThemeVersion.objects.filter(municipality=municipality, state=State.PUBLISHED).update(
        state=State.RETIRED
    )


def _wait_for_turn(municipality: Municipality) -> None:
    """One change at a time for each municipality, where the database can lock a row."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)


def _next_number(municipality: Municipality) -> int:
    versions = ThemeVersion.objects.filter(municipality=municipality)
    highest: int | None = versions.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1
