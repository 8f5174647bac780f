"""Audiences and rules as plain values, the way drafts, versions and files hold them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cms.municipalities.models import Owner
from cms.personalisation.models import Audience, Part, Rule

Published: TypeAlias = "Audience | Rule"
Values: TypeAlias = "Mapping[str, Any]"
MODELS: Mapping[str, type[Audience] | type[Rule]] = {Part.AUDIENCE: Audience, Part.RULE: Rule}
MOMENTS = ("starts", "ends")
FIELDS: Mapping[str, tuple[str, ...]] = {
    Part.AUDIENCE: ("labels", "rule", "tests", "ends"),
    Part.RULE: (
        "audience", "effect", "weight", "content", "reason", "active", "starts", "ends",
    ),
}  # fmt: skip
EMPTY: Mapping[str, Values] = {
    Part.AUDIENCE: {"labels": {}, "rule": {"all": []}, "tests": [], "ends": None},
    Part.RULE: {
        "audience": "", "effect": "pin", "weight": 10, "content": {}, "reason": {},
        "active": True, "starts": None, "ends": None,
    },
}  # fmt: skip


def part_of(one: Published) -> Part:
    """Say which of the two it is."""
    return Part.AUDIENCE if isinstance(one, Audience) else Part.RULE


def values_of(one: Published) -> dict[str, Any]:
    """Give what is published as plain values, ready for JSON."""
    found = {name: getattr(one, name) for name in FIELDS[part_of(one)]}
    if isinstance(one, Rule):
        found["audience"] = one.audience.name
    return found | {name: _written(found[name]) for name in MOMENTS if name in found}


def published(part: str, name: str) -> Published | None:
    """Give what stands in force under the name, if anything."""
    found: Published | None = MODELS[part]._default_manager.filter(name=name).first()
    return found


def filled(part: str, name: str, owner: Owner, values: Values) -> Published:
    """Give the row that the values make, unsaved: the one in force, changed, or a new one.

    Raises Audience.DoesNotExist when a rule names an audience that is not published.
    """
    one = published(part, name) or MODELS[part](name=name)
    one.owner = owner
    for field, value in {**EMPTY[part], **values}.items():
        setattr(one, field, _as_kept(field, value))
    return one


def _as_kept(field: str, value: Any) -> Any:
    if field == "audience":
        return Audience.objects.get(name=value)
    return _read(value) if field in MOMENTS else value


def _written(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None


def _read(moment: str | None) -> datetime | None:
    read = parse_datetime(moment) if moment else None
    return timezone.make_aware(read) if read and timezone.is_naive(read) else read
