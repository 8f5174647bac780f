"""The rule words of events: `opened` an item, and `did` any kind of thing that is declared."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef

from cms.citizens.item_words import days_ago, days_before, item_word
from cms.citizens.prepared import Prepared
from cms.citizens.rule_words import WITHIN_DAYS, Arguments, Word
from cms.events.models import Event
from cms.events.services import tidy

# Kind, word, and how many days ago the last time was.
Doings = frozenset[tuple[str, str, int]]
KIND, WORD = "event", "word"


def _question(citizen: int) -> Any:
    rows = Event.objects.filter(citizen_id=citizen).order_by().values("kind", "word")
    return rows.annotate(last=Max("happened_at")).values_list("kind", "word", "last")


_prepared = Prepared(_question)


def _gather(citizen: Any, today: date) -> Doings:
    found = _prepared.rows(citizen.pk)
    return frozenset((kind, word, days_ago(at, today) or 0) for kind, word, at in found)


def _holds(doings: Doings, arguments: Arguments) -> bool:
    within = arguments.get(WITHIN_DAYS)
    word = tidy(str(arguments[WORD])) if WORD in arguments else None
    return any(
        kind == arguments[KIND] and word in (None, said) and (within is None or ago <= int(within))
        for kind, said, ago in doings
    )


def _exists(arguments: Arguments, today: date) -> Exists:
    rows = Event.objects.filter(citizen_id=OuterRef("pk"), kind=arguments[KIND]).order_by()
    if WORD in arguments:
        rows = rows.filter(word=tidy(str(arguments[WORD])))
    if WITHIN_DAYS in arguments:
        rows = rows.filter(happened_at__gte=days_before(today, int(arguments[WITHIN_DAYS])))
    return Exists(rows)


WORDS = (
    Word(
        "did",
        {KIND: True, WORD: False, WITHIN_DAYS: False},
        _gather,
        _holds,
        _exists,
        {
            "da": "{event} {word}",
            "en": "{event} {word}",
            "ar": "{event} {word}",
            "ru": "{event} {word}",
        },
    ),
    item_word(
        "opened",
        Event,
        {
            "da": "har åbnet {type} {slug}",
            "en": "has opened {type} {slug}",
            "ar": "فتح {type} {slug}",
            "ru": "открывал(а) {type} {slug}",
        },
        moment="happened_at",
        kind="opened",
    ),
)
