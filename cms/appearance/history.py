"""What is written into the history about a municipality's look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.appearance.models import ThemeVersion
from cms.history.services import declare_action, keep_history_of, record
from cms.municipalities.models import User

SAVED, PUBLISHED, BACK = "theme.save", "theme.publish", "theme.back"
TO_FILES, DISCARDED = "theme.files", "theme.discard"
ACTIONS = {
    SAVED: gettext_lazy("Kladde til udseendet gemt"),
    PUBLISHED: gettext_lazy("Udseende udgivet"),
    BACK: gettext_lazy("Tilbage til et tidligere udseende"),
    TO_FILES: gettext_lazy("Tilbage til det oprindelige udseende"),
    DISCARDED: gettext_lazy("Kladde til udseendet smidt væk"),
}


def keep() -> None:
    """Register what is kept."""
    keep_history_of(ThemeVersion)
    for name, label in ACTIONS.items():
        declare_action(name, label)


def note(
    version: ThemeVersion,
    action: str,
    person: User | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write what was done with a version; of the values, those that changed."""
    title = _("Udseende, version %(number)s") % {"number": version.number}
    old, new = flat(before or {}), flat(after or {})
    record(version, action, title=title, user=person, before=old, after=new)


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by their full name: `colours.primary`."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            found |= {f"{key}.{inner}": each for inner, each in value.items()}
        else:
            found[key] = value
    return found
