"""Subscriptions made and ended, and messages sent again."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.history.services import record
from cms.library.models import Item
from cms.municipalities.models import Municipality
from cms.webhooks.history import ENDED, MADE, REPLAYED
from cms.webhooks.models import Event, Message, State, Subscription, Told

MOST_SUBSCRIPTIONS = 10
LONGEST = 500
BATCH = 1000


@transaction.atomic
def subscribe(municipality: Municipality, url: str, events: Collection[str]) -> Subscription:
    """Tell an address of events from now on. Raises ValidationError, by field.

    What stands on the shelf already is taken to be known.
    """
    subscription = Subscription(
        municipality=municipality,
        url=checked_url(url),
        events=[event for event in Event.values if event in events],
        secret="whsec_" + base64.b64encode(secrets.token_bytes(32)).decode(),
    )
    if not subscription.events:
        raise ValidationError({"events": _("Vælg mindst én ting at få besked om.")})
    if Subscription.objects.filter(municipality=municipality).count() >= MOST_SUBSCRIPTIONS:
        message = _("I har %(most)s adresser. Fjern en, I ikke bruger længere.")
        raise ValidationError(message % {"most": MOST_SUBSCRIPTIONS})
    subscription.save()
    known = Item.objects.on_shelf_of(municipality).values_list("pk", flat=True)
    Told.objects.bulk_create(
        (Told(subscription=subscription, item_id=key) for key in known), batch_size=BATCH
    )
    after = {"url": subscription.url, "events": subscription.events}
    record(subscription, MADE, title=subscription.url, after=after)
    return subscription


def checked_url(written: str) -> str:
    """The address as it is kept. Raises ValidationError; whom it leads to is checked on sending."""
    url = written.strip()
    try:
        parts = urlsplit(url)
        is_usable = bool(parts.hostname) and parts.port != 0 and url.isascii() and url.isprintable()
    except ValueError:  # a host or port that is none
        is_usable = False
    schemes = ("https", "http") if settings.WEBHOOKS_MAY_BE_LOCAL else ("https",)
    if not is_usable or parts.scheme not in schemes or "@" in parts.netloc or " " in url:
        message = _("Skriv en adresse, der begynder med https:// og ikke har navn og kode i sig.")
        raise ValidationError({"url": message})
    if len(url) > LONGEST:
        raise ValidationError({"url": _("Adressen er for lang.")})
    return parts._replace(fragment="").geturl()


@transaction.atomic
def end(subscription: Subscription) -> None:
    """Tell an address nothing more; what waits isn't sent."""
    record(subscription, ENDED, title=subscription.url, before={"url": subscription.url})
    subscription.delete()


def given_up(subscription: Subscription) -> QuerySet[Message]:
    """Messages that never arrived."""
    return subscription.messages.filter(state=State.DEAD)


@transaction.atomic
def replay(subscription: Subscription) -> int:
    """Send what was given up once more, under the same names; gives how many."""
    count = given_up(subscription).update(
        state=State.WAITING, attempts=0, problem="", due_at=timezone.now(), settled_at=None
    )
    if count:
        record(subscription, REPLAYED, title=subscription.url, after={"count": count})
    return count
