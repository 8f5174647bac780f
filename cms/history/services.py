"""Writing history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.functional import Promise
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, log, registry

from cms.history.models import HistoryEntry
from cms.municipalities.models import User

Values = Mapping[str, Any]
Changes = dict[str, dict[str, Any]]


def keep_history_of(model: type[models.Model]) -> None:
    """Write what is done with this model's instances into the history.

    An instance says whose it is as `history_owner_id`; where it has `history_changes(action,
    revision)`, that says what changed.
    """
    registry.register_model(model, HistoryEntry)


def declare_action(name: str, label: str | Promise) -> None:
    """Make an action known; one that isn't declared can't be written."""

    def register(known: LogActionRegistry) -> None:
        known.register_action(name, label, label)

    hooks.register("register_log_actions", register)


def record(
    instance: models.Model,
    action: str,
    *,
    title: str = "",
    user: User | None = None,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Write what somebody did, by default whoever is asking; only differences are kept."""
    data = {"changes": changes_between(before or {}, after or {})}
    log(instance, action, user=user, title=title, data=data)


def changes_between(before: Values, after: Values) -> Changes:
    """By field: what stood there before and after, where they differ."""
    return {
        name: {"before": before.get(name), "after": after.get(name)}
        for name in [*before, *(name for name in after if name not in before)]
        if before.get(name) != after.get(name)
    }
