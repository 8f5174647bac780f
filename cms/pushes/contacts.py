"""A citizen's own addresses: given, confirmed by a code, and taken away again."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.citizens.models import Citizen
from cms.citizens.purposes import purposes
from cms.pushes import codes
from cms.pushes.declared import outer_channels
from cms.pushes.gateways.configured import available_channels
from cms.pushes.models import Contact, Letter, LetterKind, LetterState, Preference
from cms.pushes.wishes import WHOLE_CHANNEL
from cms.rights import consents

COUNTRY = "+45"
DANISH = 8
SHORTEST, LONGEST = 8, 15
MOST_BROWSERS = 10


class InvalidContact(ValueError):
    """What was written can't be used; the message says why and what to do."""


def checked(kind: str, written: str) -> str:
    """An address or number as it is kept. Raises InvalidContact."""
    return {"email": _email, "mobile": _mobile}[kind](written.strip())


def _email(written: str) -> str:
    try:
        validate_email(written)
    except ValidationError as error:
        message = _("Det ligner ikke en e-mail. Skriv den som navn@eksempel.dk.")
        raise InvalidContact(message) from error
    return written


def _mobile(written: str) -> str:
    digits = "".join(sign for sign in written if sign.isdigit())
    is_foreign = written.startswith(("+", "00"))
    if not is_foreign and len(digits) == DANISH:
        return f"{COUNTRY}{digits}"
    number = digits.removeprefix("00")
    if is_foreign and SHORTEST <= len(number) <= LONGEST:
        return f"+{number}"
    raise InvalidContact(_("Det ligner ikke et mobilnummer. Skriv otte tal: 12345678."))


@transaction.atomic
def give(citizen: Citizen, kind: str, written: str) -> Contact:
    """Keep an address or number in place of the unconfirmed one, and send its code.

    The confirmed one stays in use until the new one is confirmed.

    Raises:
        InvalidContact: it can't be used, or codes come too fast.
    """
    value = checked(kind, written)
    known = citizen.push_contacts.filter(kind=kind)
    now = timezone.now()
    if known.filter(nonce_at__gt=now - codes.PAUSE).exists():
        raise InvalidContact(_("Vi har lige sendt en kode. Vent et minut, og prøv igen."))
    known.filter(confirmed_at__isnull=True).exclude(value=value).delete()
    contact, _is_new = Contact.objects.get_or_create(citizen=citizen, kind=kind, value=value)
    if contact.confirmed_at is None:
        contact.nonce, contact.nonce_at, contact.wrong_codes = codes.new_nonce(), now, 0
        contact.save()
        _send_code(contact)
    return contact


def _send_code(contact: Contact) -> None:
    """The code goes out like any letter, but whatever the hour: the citizen waits for it."""
    channel = channel_of(contact.kind)
    assert channel is not None  # noqa: S101 - the page offers only what has a channel
    Letter.objects.create(
        citizen_id=contact.citizen_id,
        channel=channel,
        kind=LetterKind.CODE,
        slot=f"code:{contact.nonce}",
        contact=contact,
        due_at=timezone.now(),
    )


def channel_of(kind: str) -> str | None:
    """The channel that uses this kind of contact and has a gateway, if any."""
    usable = available_channels()
    found = (name for name, one in outer_channels().items() if one.contact == kind)
    return next((name for name in found if name in usable), None)


def meaning_of(kind: str, language: str) -> str:
    """What one says yes to by setting up the channel that uses this kind; empty where nothing."""
    name = channel_of(kind)
    purpose = outer_channels()[name].consent if name else None
    return purposes()[purpose].meaning.in_language(language) if purpose else ""


@transaction.atomic
def confirm(contact: Contact, written: str) -> bool:
    """Whether the code was right; then the address is in use, and any earlier one is forgotten."""
    held = Contact.objects.select_for_update().get(pk=contact.pk)
    now = timezone.now()
    if not codes.is_open(held, now):
        return False
    if not codes.is_right(held, written):
        held.wrong_codes += 1
        held.save(update_fields=["wrong_codes"])
        return False
    held.confirmed_at, held.nonce, held.nonce_at = now, "", None
    held.save()
    held.citizen.push_contacts.filter(kind=held.kind).exclude(pk=held.pk).delete()
    _turn_on(held)
    return True


def _turn_on(contact: Contact) -> None:
    """Whoever sets a channel up wants it, and has read what it means."""
    for name, channel in outer_channels().items():
        if channel.contact == contact.kind:
            if channel.consent:
                consents.give(contact.citizen, channel.consent)
            Preference.objects.update_or_create(
                citizen_id=contact.citizen_id,
                kind=WHOLE_CHANNEL,
                channel=name,
                defaults={"is_wanted": True, "chosen_at": timezone.now()},
            )


@transaction.atomic
def add_browser(citizen: Citizen, endpoint: str, keys: Mapping[str, str]) -> Contact:
    """Keep a browser that said yes; it needs no code, for only the browser itself can say so."""
    contact, _is_new = Contact.objects.update_or_create(
        citizen=citizen,
        kind="browser",
        value=endpoint,
        defaults={"keys": dict(keys), "confirmed_at": timezone.now()},
    )
    own = citizen.push_contacts.filter(kind="browser").order_by("-confirmed_at", "-pk")
    extra = list(own.values_list("pk", flat=True)[MOST_BROWSERS:])
    Contact.objects.filter(pk__in=extra).delete()
    _turn_on(contact)
    return contact


def forget(contact: Contact) -> None:
    """Take the address away; what waits to go there isn't sent."""
    channel = channel_of(contact.kind)
    with transaction.atomic():
        waiting = Letter.objects.filter(
            citizen_id=contact.citizen_id, channel=channel, state=LetterState.WAITING
        )
        if contact.kind == "browser" or contact.confirmed_at is None:
            waiting = waiting.filter(contact=contact)
        waiting.update(state=LetterState.STOPPED, settled_at=timezone.now(), problem="contact_gone")
        contact.delete()
