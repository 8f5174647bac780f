"""Words that rules may use of citizens, such as "has completed …", brought by the floors above.

A floor declares its words in a module ``words`` of its package, as a tuple ``WORDS``; they are
collected when Django starts (`cms.personalisation.words`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, Q

Arguments = Mapping[str, str | int]
# The one argument that is a number: how many days back from today, that day included.
WITHIN_DAYS = "within_days"


@dataclass(frozen=True)
class Word:
    """A word for personalisation rules, such as "has completed …".

    `arguments` are their names, and whether each must be given. `gather` reads once per citizen
    and day what `holds` looks in; `exists` is the same as a condition on citizens on that day,
    where `OuterRef("pk")` is the citizen. `labels` are sentence pieces per language.
    """

    name: str
    arguments: Mapping[str, bool]
    gather: Callable[[Any, date], object]
    holds: Callable[[Any, Arguments], bool]
    exists: Callable[[Arguments, date], Exists | Q]
    labels: Mapping[str, str] = field(default_factory=dict)
