"""What editors and vendors set, in the import format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.capabilities.launch.models import LaunchSettings
from cms.declarations import did_you_mean
from cms.library.models import Item

COLUMNS = ("way", "wants_name", "wants_language")


def exported(item: Item) -> dict[str, Any] | None:
    """How it is opened, where the item says so."""
    row = item.launch_settings.first()
    return {name: getattr(row, name) for name in COLUMNS} if row else None


def put(item: Item, settings: Mapping[str, Any]) -> None:
    """Read `{"way": "lti", "wants_name": true}`. Raises ValidationError."""
    for key in settings.keys() - set(COLUMNS):
        raise ValidationError(
            _("Ukendt nøgle i launch: %(key)s; %(fix)s")
            % {"key": key, "fix": did_you_mean(key, COLUMNS)}
        )
    said = {key: value for key, value in settings.items() if value not in (None, "")}
    if not any(said.values()):
        item.launch_settings = []
        return
    row = LaunchSettings(**said)
    row.full_clean(exclude=["item"])
    item.launch_settings = [row]
