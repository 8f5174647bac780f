"""Facts of time that no declaration needs: the day itself, and how long since a citizen came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cms.citizens.item_words import days_ago
from cms.citizens.models import Citizen
from cms.personalisation.vocabulary import Counted, Counting, Fact, FactKind, Storage, Unit

TODAY = "today"

_MOMENTS = (
    Fact(
        name="days_inactive",
        kind=FactKind.NUMBER,
        labels={
            "da": "Dage siden sidste besøg",
            "en": "Days since the last visit",
            "ar": "أيام منذ آخر زيارة",
            "ru": "Дней с последнего посещения",
        },
        phrases={
            "da": "ikke har været her i {value}",
            "en": "has not been here for {value}",
            "ar": "لم يزر الموقع منذ {value}",
            "ru": "не заходил сюда {value}",
        },
        counted=Counted("days_inactive", Counting.DAYS_SINCE_DATE),
        unit=Unit.DAYS,
        storage=Storage.MOMENT,
        column="last_seen_at",
    ),
    Fact(
        name="days_as_citizen",
        kind=FactKind.NUMBER,
        labels={
            "da": "Dage siden første besøg",
            "en": "Days since the first visit",
            "ar": "أيام منذ أول زيارة",
            "ru": "Дней с первого посещения",
        },
        phrases={
            "da": "har brugt siden i {value}",
            "en": "has used the site for {value}",
            "ar": "يستخدم الموقع منذ {value}",
            "ru": "пользуется сайтом {value}",
        },
        counted=Counted("days_as_citizen", Counting.DAYS_SINCE_DATE),
        unit=Unit.DAYS,
        storage=Storage.MOMENT,
        column="created_at",
    ),
)
_DAY = Fact(
    name=TODAY,
    kind=FactKind.DATE,
    labels={"da": "Dagens dato", "en": "Today's date", "ar": "تاريخ اليوم", "ru": "Сегодня"},
    phrases={
        "da": "er her {value}",
        "en": "is here {value}",
        "ar": "موجود هنا {value}",
        "ru": "здесь {value}",
    },
    storage=Storage.TODAY,
)


def time_facts() -> Mapping[str, Fact]:
    """Every fact of time by name."""
    return {fact.name: fact for fact in (*_MOMENTS, _DAY)}


def times_of(citizen: Citizen, today: date) -> dict[str, Any]:
    """How long since the citizen's moments, in days, and the day itself."""
    days = {fact.name: days_ago(getattr(citizen, fact.column), today) for fact in _MOMENTS}
    return {**days, TODAY: today}
