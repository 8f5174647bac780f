"""Checks an item that a row made, as the form would."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.exchange.addresses import Addresses
from cms.exchange.columns import SLUG
from cms.exchange.findings import Finding
from cms.exchange.moves import Move, Moved
from cms.exchange.report import problems_of
from cms.exchange.tables import Row
from cms.library.models import Item

# Set by the import itself, or given by Wagtail when an item is saved.
KNOWN = frozenset({"owner", "slug", "locale", "item_ptr", "latest_revision", "live_revision"})


def check(move: Move, one: Moved, titles: set[str]) -> None:
    """Check the item as the form would; its address and owner are known to be right already."""
    item, row = one.item, one.row
    # References are put once every row exists, so a required one can't be checked here.
    later = item.declaration.fields_of("reference")
    try:
        item.clean_fields(exclude={*later, *KNOWN})
        item.clean()
    except ValidationError as error:
        for problem in problems_of(row.number, error):
            move.note(row, problem.column, problem.reason)
        return
    _check_captions(move, item, row)
    if one.is_new and str(item).casefold() in titles:
        _warn(move, item, row)


def _warn(move: Move, item: Item, row: Row) -> None:
    reason = _("I har allerede noget, der hedder “%(title)s”.") % {"title": item}
    way_out = _("Rækken bliver til en ny. Skriv det korte navn, hvis den skal opdatere.")
    move.warnings.append(Finding(row.place(item.declaration.title_field), reason, way_out))


def give_address(move: Move, one: Moved, addresses: Addresses) -> None:
    """The address that the row names, or one made of the title; it must be free."""
    item = one.item
    item.slug = item.slug or addresses.make(str(item))
    if not addresses.claim(item.slug):
        reason = _("Adressen “%(slug)s” er optaget eller ugyldig.") % {"slug": item.slug}
        move.note(
            one.row, SLUG, reason, _("Brug små bogstaver, tal og bindestreg, og et nyt navn.")
        )


def _check_captions(move: Move, item: Item, row: Row) -> None:
    """A video without captions is not published (accessibility law, WCAG 1.2.2)."""
    if not move.lets_out(item, row):
        return
    for name in item.declaration.fields_of("video"):
        video = getattr(item, name)
        if video is not None and not video.captions.all():
            reason = _("Videoen har ingen undertekster.")
            move.note(row, name, reason, _("Læg dem ved videoen, eller importér som kladde."))
