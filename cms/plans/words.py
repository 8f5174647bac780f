"""Rule words of plans: has in the plan, changed the plan within some days, follows something."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from cms.citizens.item_words import days_ago, days_before, item_word
from cms.citizens.prepared import Prepared
from cms.citizens.rule_words import WITHIN_DAYS, Arguments, Word
from cms.plans.models import OPEN_STATES, Activity, Change

_latest = Prepared(
    lambda citizen: Change.objects.filter(citizen_id=citizen).order_by("-at").values_list("at")[:1]
)


def _gather(citizen: Any, today: date) -> int | None:
    """How many days ago the plan was changed last; None where it never was."""
    found = next(iter(_latest.rows(citizen.pk)), (None,))
    return days_ago(found[0], today)


def _holds(ago: int | None, arguments: Arguments) -> bool:
    within = arguments.get(WITHIN_DAYS)
    return ago is not None and (within is None or ago <= int(within))


def _exists(arguments: Arguments, today: date) -> Exists:
    changes = Change.objects.filter(citizen_id=OuterRef("pk")).order_by()
    if WITHIN_DAYS in arguments:
        changes = changes.filter(at__gte=days_before(today, int(arguments[WITHIN_DAYS])))
    return Exists(changes)


WORDS = (
    item_word(
        "in_plan",
        Activity,
        {
            "da": "har {type} {slug} i sin plan",
            "en": "has {type} {slug} in the plan",
            "ar": "لديه {type} {slug} في خطته",
            "ru": "имеет {type} {slug} в своём плане",
        },
        moment="written_at",
        item__isnull=False,
        state__in=OPEN_STATES,
    ),
    Word(
        "plan_changed",
        {WITHIN_DAYS: False},
        _gather,
        _holds,
        _exists,
        {
            "da": "har ændret sin plan",
            "en": "has changed the plan",
            "ar": "غيّر خطته",
            "ru": "изменил(а) свой план",
        },
    ),
)
