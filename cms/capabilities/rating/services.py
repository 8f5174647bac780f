"""Rating, answering and reporting. Every call may be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.capabilities.rating.models import Helped, Pulse, Rating, WordsReport, WordsState
from cms.capabilities.rating.rules import (
    MOST_RATINGS_A_DAY,
    MOST_REPORTS_A_DAY,
    REPORTS_THAT_HIDE,
)
from cms.capabilities.registry import all_capabilities, takes_part
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item
from cms.municipalities.models import OwnerKind, User

DAY = timedelta(days=1)
ENGAGED = "engaged"


class RatingRefused(Exception):
    """The citizen may not rate this, or not now; the text says why and what to do."""


class TooMany(Exception):
    """The citizen has done it so many times today that it looks like a machine."""


def why_not(item: Item, citizen: Citizen) -> str:
    """Why the citizen can't rate the item, in a sentence; empty when nothing is in the way."""
    begins = _begins(item)
    if begins and begins > timezone.now():
        return _("Du kan give stjerner, når det har været der.")
    asks = all_capabilities()["rating"].options(item)["asks"]
    if asks == ENGAGED and not takes_part(item, citizen):
        return _("Du kan give stjerner, når du selv har prøvet det.")
    return ""


def _begins(item: Item) -> datetime | None:
    """When it happens: the first moment that the type declares, or None."""
    first = next(iter(item.declaration.fields_of("date_time")), None)
    return getattr(item, first) if first else None


def takes_words(item: Item) -> bool:
    """Whether the owner has people who read words before they are shown.

    A company or a vendor would be judge in its own cause, so there one gives stars alone.
    """
    return item.owner.kind in (OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY)


@transaction.atomic
def rate(item: Item, citizen: Citizen, stars: int, words: str = "") -> Rating:
    """Give stars and perhaps words, or change them; new words are read before they are shown.

    Raises RatingRefused and TooMany.
    """
    if reason := why_not(item, citizen):
        raise RatingRefused(reason)
    # One at a time per citizen, so that a form sent twice is one rating.
    Citizen.objects.select_for_update().get(pk=citizen.pk)
    found = rating_of(item, citizen)
    if found is None:
        _stop_machines(Rating.objects.filter(citizen=citizen, rated_at__gt=_yesterday()))
        found = Rating(item_id=item.pk, citizen=citizen)
        record(citizen, "rated", item)
    kept = words if takes_words(item) else ""
    if kept != found.words:
        found.words, found.judged_at, found.judged_by = kept, None, None
        found.state = WordsState.WAITING if kept else WordsState.NONE
        WordsReport.objects.filter(rating_id=found.pk).delete()
    found.stars = stars
    found.save()
    return found


def _yesterday() -> datetime:
    return timezone.now() - DAY


def _stop_machines(done: QuerySet[Rating]) -> None:
    if done.count() >= MOST_RATINGS_A_DAY:
        raise TooMany


def withdraw(item: Item, citizen: Citizen) -> None:
    """Take stars and words back."""
    Rating.objects.filter(item_id=item.pk, citizen=citizen).delete()


def rating_of(item: Item, citizen: Citizen) -> Rating | None:
    """What the citizen has given, or None."""
    return Rating.objects.filter(item_id=item.pk, citizen=citizen).first()


def answer_pulse(item: Item, citizen: Citizen, helped: Helped) -> Pulse:
    """Say whether it helped, or say something else. Raises RatingRefused."""
    if reason := why_not(item, citizen):
        raise RatingRefused(reason)
    found, _new = Pulse.objects.update_or_create(
        item_id=item.pk,
        citizen=citizen,
        defaults={"helped": helped, "answered_at": timezone.now()},
    )
    return found


@transaction.atomic
def report(item: Item, citizen: Citizen, rating: int) -> None:
    """Tell that shown words shouldn't stand there; enough of that hides them meanwhile.

    Words that aren't shown, or aren't of this item, are left alone. Raises TooMany.
    """
    shown = Rating.objects.select_for_update().filter(
        pk=rating, item_id=item.pk, state=WordsState.SHOWN
    )
    found = shown.first()
    if found is None or WordsReport.objects.filter(rating=found, citizen=citizen).exists():
        return
    own = WordsReport.objects.filter(citizen=citizen, reported_at__gt=_yesterday())
    if own.count() >= MOST_REPORTS_A_DAY:
        raise TooMany
    WordsReport.objects.create(rating=found, citizen=citizen)
    if found.reports.filter(is_handled=False).count() >= REPORTS_THAT_HIDE:
        found.state = WordsState.WAITING
        found.save(update_fields=["state"])


@transaction.atomic
def judge(item: Item, person: User, rating: int, shown: bool) -> bool:
    """A person has read words: let them through, or hold them back. False: they are gone."""
    with_words = Rating.objects.select_for_update().filter(pk=rating, item_id=item.pk)
    found = with_words.exclude(state=WordsState.NONE).first()
    if found is None:
        return False
    found.state = WordsState.SHOWN if shown else WordsState.HELD_BACK
    found.judged_at, found.judged_by = timezone.now(), person
    found.save(update_fields=["state", "judged_at", "judged_by"])
    found.reports.update(is_handled=True)
    return True


def own_ratings(citizen: Citizen) -> Sequence[Rating]:
    """All that the citizen has rated, the newest first."""
    return list(Rating.objects.filter(citizen=citizen).select_related("item"))
