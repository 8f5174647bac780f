"""Opening a service: consent, seats and counting. Every call may be repeated."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.capabilities.launch.models import LaunchConsent, LaunchDay, Opening, Pseudonym
from cms.capabilities.launch.reading import standing_of, standings_of_visitors, state_of
from cms.capabilities.launch.rules import Standing, State
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item
from cms.municipalities.models import Municipality


class NotForYou(Exception):
    """It can't be opened by this citizen now; `standing` says why."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        super().__init__(str(state_of(standing)))


class ConsentNeeded(Exception):
    """Something would be passed on that the citizen hasn't said yes to."""


class LogInFirst(Exception):
    """Only a citizen can open it."""


def checked(item: Item, citizen: Citizen) -> Standing:
    """How it stands, where it can be opened at once. Raises NotForYou, ConsentNeeded."""
    standing = standing_of(item, citizen)
    if state_of(standing) is not State.OPEN:
        raise NotForYou(standing)
    if standing.needs_consent:
        raise ConsentNeeded
    return standing


@transaction.atomic
def agree(item: Item, citizen: Citizen) -> None:
    """Write a yes to what is passed on as it stands; the first yes to the same counts."""
    _lock(item)
    standing = standing_of(item, citizen)
    if standing.needs_consent:
        now = timezone.now()
        said = {"passes": list(standing.passes), "said_at": now, "withdrawn_at": None}
        LaunchConsent.objects.update_or_create(item_id=item.pk, citizen=citizen, defaults=said)


@transaction.atomic
def withdraw(item: Item, citizen: Citizen) -> None:
    """Nothing is passed on until the citizen says yes again; ways that are open are closed."""
    rows = LaunchConsent.objects.filter(item_id=item.pk, citizen=citizen, withdrawn_at=None)
    rows.update(withdrawn_at=timezone.now())
    citizen.launch_tickets.filter(item_id=item.pk).delete()


@transaction.atomic
def admit(item: Item, citizen: Citizen) -> Standing:
    """Give the citizen a seat, and count. Raises NotForYou, ConsentNeeded; nothing is counted."""
    _lock(item)
    standing = checked(item, citizen)
    now = timezone.now()
    own = Opening.objects.filter(item_id=item.pk, citizen=citizen).first()
    is_new = own is None or timezone.localdate(own.last_at) < timezone.localdate(now)
    Opening.objects.update_or_create(item_id=item.pk, citizen=citizen, defaults={"last_at": now})
    count(item, citizen.municipality, is_new)
    record(citizen, "launched", item)
    return standing


@transaction.atomic
def let_visitor_in(item: Item, municipality: Municipality) -> None:
    """Count a visitor who opens what is free for all. Raises LogInFirst, NotForYou."""
    standing = standings_of_visitors([item])[item.pk]
    if not standing.is_ready:
        raise NotForYou(standing)
    if standing.signs_in or standing.needs_agreement:
        raise LogInFirst
    count(item, municipality, is_new=False)


def count(item: Item, municipality: Municipality, is_new: bool) -> None:
    """One opening more today, and one citizen more where she is new today."""
    LaunchDay.objects.get_or_create(
        item_id=item.pk, municipality=municipality, day=timezone.localdate()
    )
    today = LaunchDay.objects.filter(
        item_id=item.pk, municipality=municipality, day=timezone.localdate()
    )
    today.update(openings=F("openings") + 1, citizens=F("citizens") + int(is_new))


def subject_of(item: Item, citizen: Citizen) -> str:
    """The name by which the item's owner knows the citizen; made the first time."""
    found, _made = Pseudonym.objects.get_or_create(owner_id=item.owner_id, citizen=citizen)
    return str(found.subject)


def _lock(item: Item) -> None:
    """One at a time per item, so that no seat is given twice."""
    items = Item.objects.everything("a lock, nothing is shown")
    list(items.select_for_update(no_key=True).filter(pk=item.pk).values_list("pk"))
