"""From draft to published: the only way in which an editor changes what citizens meet.

Who may is the doors' question; these functions ask whether what is published is in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.municipalities.models import Owner, User
from cms.personalisation.draft_models import Draft, Part, Version
from cms.personalisation.history import BACK, DELETED, DISCARDED, PUBLISHED, SAVED, note
from cms.personalisation.kept import (
    EMPTY,
    MODELS,
    Published,
    Values,
    filled,
    part_of,
    published,
    values_of,
)
from cms.personalisation.models import Audience, EffectKind
from cms.personalisation.sayings import said_in_all

LONGEST_NAME = 50


class NotInOrder(ValueError):
    """It can't be published; ``problems`` says everything that is wrong, in the editor's words."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class ChangedMeanwhile(Exception):
    """Somebody else has saved or published since the person opened it; nothing was saved."""

    def __init__(self, draft: Draft | None) -> None:
        self.draft = draft
        super().__init__("The draft has been changed meanwhile.")


def draft_of(part: str, name: str) -> Draft | None:
    """The draft that is being worked on, if any."""
    return Draft.objects.filter(part=part, name=name).select_related("owner").first()


def starting_values(part: str, name: str) -> dict[str, Any]:
    """What a form begins with: the draft, else what is published, else nothing much."""
    draft = draft_of(part, name)
    if draft is not None:
        return {**EMPTY[part], **draft.values}
    one = published(part, name)
    return values_of(one) if one else dict(EMPTY[part])


def free_name(part: str, label: str, owner: Owner) -> str:
    """Make a short name of what the editor calls it; one that nobody has.

    A municipality's begins with its own name, so that two may call theirs the same.
    """
    start = "" if owner.slug == "national" else f"{owner.slug}-"
    letters = label.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    wished = f"{start}{slugify(letters) or part}"[:LONGEST_NAME].rstrip("-")
    name, number = wished, 1
    while published(part, name) or Draft.objects.filter(part=part, name=name).exists():
        number += 1
        name = f"{wished}-{number}"
    return name


@transaction.atomic
def save_draft(
    part: str, name: str, owner: Owner, values: Values, person: User | None, seen: int | None = None
) -> Draft:
    """Keep the values as the draft; mistakes in them are no hindrance here.

    ``seen`` is the draft's `edits` as the person saw them (0 where there was none); None to save
    whatever happened meanwhile. Raises ChangedMeanwhile.
    """
    draft = Draft.objects.select_for_update().filter(part=part, name=name).first()
    if seen is not None and seen != (draft.edits if draft else 0):
        raise ChangedMeanwhile(draft)
    before = draft.values if draft else _in_force(part, name)
    draft = draft or Draft(part=part, name=name)
    draft.owner, draft.values, draft.edited_by = owner, dict(values), person
    draft.edits += 1
    draft.save()
    note(draft, SAVED, person, before, draft.values)
    return draft


@transaction.atomic
def discard(draft: Draft, person: User | None) -> None:
    """Throw the draft away; what citizens meet does not change."""
    note(draft, DISCARDED, person, before=draft.values)
    draft.delete()


@transaction.atomic
def publish(drafts: Sequence[Draft], person: User | None, why: str = "") -> list[Version]:
    """Put the drafts in force, audiences first, all or none. Raises NotInOrder."""
    return [_publish(draft, person, why) for draft in in_order(drafts)]


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Audiences before the rules that name them."""
    return sorted(drafts, key=lambda draft: draft.part != Part.AUDIENCE)


def _publish(draft: Draft, person: User | None, why: str) -> Version:
    before = _in_force(draft.part, draft.name)
    one = checked(draft)
    one.save()
    version = keep_version(one, person, why)
    note(one, PUBLISHED, person, before, version.values)
    draft.delete()
    return version


def checked(draft: Draft, *, in_all_languages: bool = True) -> Published:
    """Give the row that the draft makes, unsaved and in order. Raises NotInOrder.

    Where it is only tried out, a citizen's reason need not stand there in every language.
    """
    taken = published(draft.part, draft.name)
    if taken is not None and taken.owner_id != draft.owner_id:
        raise NotInOrder([_("Det korte navn er taget. Vælg et andet.")])
    try:
        one = filled(draft.part, draft.name, draft.owner, draft.values)
        one.full_clean()
    except Audience.DoesNotExist as error:
        raise NotInOrder([_("Vælg en målgruppe, som er udgivet.")]) from error
    except ValidationError as error:
        raise NotInOrder(error.messages) from error
    except (TypeError, ValueError) as error:
        raise NotInOrder([str(error)]) from error
    missing = missing_languages(draft.part, draft.values) if in_all_languages else []
    if missing:
        text = _("Skriv også grunden på %(languages)s, eller brug forslaget.")
        raise NotInOrder([text % {"languages": ", ".join(missing)}])
    return one


def missing_languages(part: str, values: Values) -> list[str]:
    """The languages in which a citizen would find no reason, by their names."""
    if part != Part.RULE or values.get("effect") == EffectKind.HIDE:
        return []
    reason = values.get("reason") or {}
    return [name for code, name in settings.LANGUAGES if not reason.get(code)]


def keep_version(one: Published, person: User | None, why: str = "") -> Version:
    """Write down what is published now, under the next number."""
    part, values = part_of(one), values_of(one)
    earlier = versions_of(part, one.name, one.owner)
    number = (earlier.aggregate(highest=Max("number"))["highest"] or 0) + 1
    version = Version(
        part=part,
        name=one.name,
        owner_id=one.owner_id,
        values=values,
        number=number,
        said=said_in_all(part, values, one.owner),
        note=why[:300],
        person=str(person) if person else "",
    )
    version.save()
    return version


def versions_of(part: str, name: str, owner: Owner) -> Any:
    """Every version of one, the newest first."""
    return Version.objects.filter(part=part, name=name, owner_id=owner.pk)


@transaction.atomic
def bring_back(version: Version, person: User | None) -> Draft:
    """Make a draft of an earlier version; citizens meet it only when it is published again."""
    draft = save_draft(version.part, version.name, version.owner, version.values, person)
    note(draft, BACK, person, after={"number": version.number})
    return draft


@transaction.atomic
def delete(one: Published, person: User | None) -> None:
    """Take it out of force, its draft too; the versions stay. Raises ProtectedError."""
    note(one, DELETED, person, before=values_of(one))
    Draft.objects.filter(part=part_of(one), name=one.name, owner_id=one.owner_id).delete()
    one.delete()


def _in_force(part: str, name: str) -> dict[str, Any]:
    one = MODELS[part]._default_manager.filter(name=name).first()
    return values_of(one) if one else {}
