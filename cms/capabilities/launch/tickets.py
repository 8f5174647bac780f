"""A citizen's way to a vendor's system: the vendor asks with a ticket, and gets one answer."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.capabilities.launch.issuer import issuer
from cms.capabilities.launch.models import LaunchClient, LaunchTicket
from cms.capabilities.launch.models.opened import fingerprint
from cms.capabilities.launch.reading import link_of
from cms.capabilities.launch.services import admit, checked
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.library.registry import item_model


class UnknownTicket(LookupError):
    """No such ticket, or it is spent, too old, or somebody else's."""


@transaction.atomic
def set_out(item: Item, citizen: Citizen, home: str) -> str:
    """The address that the citizen's browser goes to next. `home` is our own, where she is.

    Nothing is counted yet: the vendor's system has to ask first. A plain link is counted at once.
    Raises NotForYou, ConsentNeeded.
    """
    if not checked(item, citizen).signs_in:
        admit(item, citizen)
        return link_of(item)
    LaunchTicket.objects.filter(ends_at__lt=timezone.now()).delete()
    words = secrets.token_urlsafe(32)
    LaunchTicket.objects.create(
        item_id=item.pk, citizen=citizen, fingerprint=fingerprint(words), home=home
    )
    client = LaunchClient.objects.get(item_id=item.pk)
    # Third-party initiated login, as both OpenID Connect and LTI 1.3 know it.
    asked = {
        "iss": issuer(),
        "login_hint": words,
        "target_link_uri": link_of(item),
        "client_id": client.client_id,
        "lti_deployment_id": citizen.municipality.slug,
    }
    between = "&" if "?" in client.login_address else "?"
    return f"{client.login_address}{between}{urlencode(asked)}"


def home_of(words: str) -> str:
    """Where the ticket's citizen is logged in. Raises UnknownTicket."""
    home = _valid(words).values_list("home", flat=True).first()
    if home is None:
        raise UnknownTicket
    return str(home)


def ticket_of(words: str, citizen: Citizen) -> LaunchTicket:
    """The citizen's own ticket, to be used once. Raises UnknownTicket.

    Inside a transaction the ticket is held until its end.
    """
    rows = (
        _valid(words).filter(citizen=citizen, used_at=None).select_related("citizen__municipality")
    )
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise UnknownTicket
    return found


def item_of(ticket: LaunchTicket) -> Item:
    """What the ticket opens, as the citizen's shelf has it. Raises UnknownTicket."""
    known = Item.objects.everything("which kind of item it is").filter(pk=ticket.item_id)
    kind = known.values_list("type_name", flat=True).first()
    shelf = item_model(str(kind)).objects.on_shelf_of(ticket.citizen.municipality)
    found: Item | None = shelf.select_related("owner").filter(pk=ticket.item_id).first()
    if found is None:
        raise UnknownTicket
    return found


def spend(ticket: LaunchTicket, item: Item) -> None:
    """The vendor's system has asked rightly: count, and let nobody ask with it again.

    Raises NotForYou, ConsentNeeded.
    """
    admit(item, ticket.citizen)
    ticket.used_at = timezone.now()
    ticket.save()


def _valid(words: str) -> QuerySet[LaunchTicket]:
    return LaunchTicket.objects.filter(fingerprint=fingerprint(words), ends_at__gte=timezone.now())
