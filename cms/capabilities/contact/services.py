"""Asking, answering and taking a question back. Every call may be repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.capabilities.contact.models import LONGEST_ANSWER, LONGEST_QUESTION, Question
from cms.capabilities.own import own_of
from cms.capabilities.signals import tell
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item
from cms.municipalities.models import OwnerKind, User

MOST_A_DAY = 10
DAY = timedelta(days=1)


class InvalidText(ValueError):
    """A question or an answer that can't be kept; the text says why and what to do."""


class TooMany(Exception):
    """The citizen has asked so much today that it looks like a machine."""


def text_of(written: str, most: int) -> str:
    """The words as they are kept. Raises InvalidText."""
    text = written.replace("\r\n", "\n").strip()
    if not text:
        raise InvalidText(_("Der stod ikke noget. Skriv et par ord først."))
    if len(text) > most:
        raise InvalidText(_("Det er lidt for langt. Skriv højst %(most)s tegn.") % {"most": most})
    return text


def is_answered_by_people(item: Item) -> bool:
    """Whether the owner has people at a desk. A company or a vendor is asked in its own way."""
    return item.owner.kind in (OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY)


@transaction.atomic
def ask(item: Item, citizen: Citizen, written: str) -> Question:
    """Ask; the same words that still wait are one question. Raises InvalidText and TooMany."""
    text = text_of(written, LONGEST_QUESTION)
    # One at a time per citizen, so that a form sent twice is one question.
    Citizen.objects.select_for_update().get(pk=citizen.pk)
    own = Question.objects.filter(citizen=citizen)
    if waiting := own.filter(item_id=item.pk, text=text, answered_at=None).first():
        return waiting
    if own.filter(asked_at__gt=timezone.now() - DAY).count() >= MOST_A_DAY:
        raise TooMany
    record(citizen, "asked", item)
    return Question.objects.create(item_id=item.pk, citizen=citizen, text=text)


def take_back(item: Item, citizen: Citizen, question: int) -> None:
    """The question and its answer are gone."""
    Question.objects.filter(pk=question, item_id=item.pk, citizen=citizen).delete()


@transaction.atomic
def answer(item: Item, person: User, question: int, written: str) -> Question | None:
    """Answer, or answer better; the citizen hears of it. None: the question was taken back.

    Raises InvalidText.
    """
    text = text_of(written, LONGEST_ANSWER)
    rows = Question.objects.select_for_update(of=("self",)).select_related("citizen")
    found = rows.filter(pk=question, item_id=item.pk).first()
    if found is None or found.answer == text:
        return found
    found.answer, found.answered_at, found.answered_by = text, timezone.now(), person
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    key = f"{found.pk}:{found.answered_at.isoformat()}"
    tell(found.citizen, "question_answered", key, item, answer=text)
    return found


def questions_of(citizen: Citizen) -> QuerySet[Question]:
    """All that the citizen has asked, the newest first."""
    return Question.objects.filter(citizen=citizen).select_related("item")


def asked_about(items: Sequence[Item], citizen: Citizen) -> dict[int, list[Question]]:
    """What the citizen has asked about which of many items, by primary key, the newest first."""
    keys = {item.pk for item in items}
    found: dict[int, list[Question]] = {}
    for row in sorted(own_of(Question, citizen), key=_when, reverse=True):
        if row.item_id in keys:
            found.setdefault(row.item_id, []).append(row)
    return found


def _when(row: Question) -> tuple[datetime, int]:
    return row.asked_at, row.pk


def waiting_at(owners: Collection[int]) -> Mapping[int, int]:
    """How many questions wait at these owners, by item's primary key."""
    rows = Question.objects.filter(item__owner_id__in=owners, answered_at=None)
    return Counter(rows.values_list("item_id", flat=True))
