"""Sharing with those who meet citizens, and taking it back. Every call may be repeated."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.capabilities.share.models import LONGEST_WORDS, Share
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item


class InvalidWords(ValueError):
    """Words that can't be kept; the text says why and what to do."""


def words_of(written: str) -> str:
    """The words as they are kept. Raises InvalidWords."""
    text = written.strip()
    if len(text) > LONGEST_WORDS:
        raise InvalidWords(
            _("Det er lidt for langt. Skriv højst %(most)s tegn.") % {"most": LONGEST_WORDS}
        )
    return text


@transaction.atomic
def share(item: Item, citizen: Citizen, words: str = "") -> Share:
    """Show the item to those who meet the municipality's citizens; a second call has new words."""
    found, is_new = Share.objects.update_or_create(
        item_id=item.pk, citizen=citizen, defaults={"words": words}
    )
    if is_new:
        record(citizen, "shared", item)
    return found


def stop(item: Item, citizen: Citizen) -> None:
    """Nobody else sees it any more."""
    Share.objects.filter(item_id=item.pk, citizen=citizen).delete()


def shares_of(citizen: Citizen) -> QuerySet[Share]:
    """Everything that the citizen has shared, the newest first."""
    return Share.objects.filter(citizen=citizen).select_related("item")
