"""How items and citizens stand: terms, questions, own applications. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Prefetch
from django.utils import timezone

from cms.capabilities.application.models import (
    Application,
    ApplicationQuestion,
    ApplicationSettings,
    Enclosure,
)
from cms.capabilities.application.rules import RECEIVED, Terms
from cms.capabilities.own import own_of
from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.library.attached import Attached, only
from cms.library.models import Item
from cms.library.registry import models_with

NAME = "application"


def terms_among(items: Sequence[Item]) -> dict[int, Terms]:
    """How one applies to many items, by primary key."""
    settings = _settings.of_items(items)
    return {item.pk: _terms(item, settings[item.pk]) for item in items}


def terms_of(item: Item) -> Terms:
    """How one applies to one item."""
    return terms_among([item])[item.pk]


_settings: Attached[ApplicationSettings | None] = Attached("application_settings", only)


def _terms(item: Item, settings: ApplicationSettings | None) -> Terms:
    options = all_capabilities()[NAME].options(item)
    said = settings or ApplicationSettings()
    declared: date | None = _declared(item, options["deadline"])
    return Terms(
        where=said.where or options["where"],
        deadline=said.deadline or (_end_of(declared) if declared else None),
        address=said.address or _declared(item, options["address"]) or "",
    )


def _declared(item: Item, field: str | None) -> Any:
    """What the item's own field says, where the type names one."""
    return getattr(item, field, None) if field else None


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(
        seconds=1
    )


def questions_of(item: Item) -> list[ApplicationQuestion]:
    """What is asked of those who apply, in order."""
    return questions_among([item])[item.pk]


def questions_among(items: Sequence[Item]) -> dict[int, list[ApplicationQuestion]]:
    """The same of many items, by primary key, in one query at the most."""
    return {key: list(questions) for key, questions in _questions.of_items(items).items()}


_questions: Attached[tuple[ApplicationQuestion, ...]] = Attached("application_questions", tuple)


def applied_among(items: Sequence[Item], citizen: Citizen) -> dict[int, Application]:
    """The citizen's applications to many items, by primary key, with steps and papers."""
    rows = Application.objects.filter(item_id__in=[item.pk for item in items], citizen=citizen)
    found = rows.prefetch_related("application_steps", with_names())
    return {row.item_id: row for row in found}


def with_names() -> Prefetch[Any, Any]:
    """The papers that were sent along, without what they say."""
    papers = Enclosure.objects.select_related("document").defer("document__sealed")
    return Prefetch("sent_papers", papers)


def applications_of(citizen: Citizen) -> Sequence[Application]:
    """All of the citizen's own, the latest changed first, without what was written."""
    if citizen.made_up_answers is not None or not models_with(NAME):
        return ()
    rows = own_of(Application, citizen)
    return sorted(rows, key=lambda row: (row.changed_at, row.pk), reverse=True)


def waiting_at(owners: Collection[int]) -> dict[int, int]:
    """How many applications nobody has opened, by item's primary key."""
    rows = Application.objects.filter(item__owner_id__in=owners, state=RECEIVED).order_by()
    return dict(rows.values("item_id").annotate(count=Count("pk")).values_list("item_id", "count"))
