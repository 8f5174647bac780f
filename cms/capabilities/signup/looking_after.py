"""What is done at the desk: who came, closing and opening, and a word to all who come."""

from __future__ import annotations

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.capabilities.base import UnknownAction
from cms.capabilities.pieces import Outcome
from cms.capabilities.signals import word_from_host
from cms.capabilities.signup.desk import LONGEST_WORDS, is_host
from cms.capabilities.signup.models import Signup, SignupClosing, SignupState
from cms.capabilities.signup.services import take_out
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User
from cms.rights.access import citizens_for

CAME = {"came": True, "absent": False, "unknown": None}


def look_after(item: Item, staff: User, data: QueryDict) -> Outcome:
    """Do what was asked for. Raises UnknownAction, also for what this person may not do."""
    action, _colon, key = data.get("action", "").partition(":")
    if action in {"close", "open", "write"} and is_host(staff, item):
        return _as_host(action, item, data)
    if action in CAME or action == "take_out":
        return _with_one(action, item, staff, key)
    raise UnknownAction(action)


def _as_host(action: str, item: Item, data: QueryDict) -> Outcome:
    if action == "write":
        return write_to_all(item, data.get("words", ""), data.get("once", ""))
    if action == "close":
        SignupClosing.objects.get_or_create(item_id=item.pk)
        return Outcome(_("Der er lukket. De tilmeldte beholder deres plads."))
    SignupClosing.objects.filter(item_id=item.pk).delete()
    return Outcome(_("Der er åbent igen."))


def _with_one(action: str, item: Item, staff: User, key: str) -> Outcome:
    rows = Signup.objects.filter(item_id=item.pk, citizen__in=citizens_for(staff))
    row = rows.filter(pk=key).select_related("citizen").first() if key.isdecimal() else None
    if row is None:
        return Outcome(_("Den tilmelding er her ikke længere. Intet er ændret."), False)
    if action == "take_out":
        take_out(item, row.citizen)
        return Outcome(_("Borgeren er meldt fra. Den næste på ventelisten har fået pladsen."))
    Signup.objects.filter(pk=row.pk, state=SignupState.SEATED).update(came=CAME[action])
    return Outcome(_("Det er skrevet ned."))


@transaction.atomic
def write_to_all(item: Item, words: str, once: str) -> Outcome:
    """Tell everybody who has signed up; the same form sent twice is told once."""
    said = " ".join(words.split())
    if not said or len(said) > LONGEST_WORDS:
        return Outcome(
            _("Skriv en besked på højst %(most)s tegn.") % {"most": LONGEST_WORDS}, False
        )
    citizens = Citizen.objects.filter(signups__item_id=item.pk)
    count = citizens.count()
    word_from_host.send(
        sender=Signup, item=item, citizens=citizens, words=said, key=f"{item.pk}:{once[:40]}"
    )
    return Outcome(
        ngettext("Sendt til %(count)s tilmeldt.", "Sendt til %(count)s tilmeldte.", count)
        % {"count": count}
    )
