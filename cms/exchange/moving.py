"""Brings a file's rows into the library as one owner's items: every row, or none."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from cms.exchange import records
from cms.exchange.addresses import Addresses
from cms.exchange.checking import check, give_address
from cms.exchange.columns import SLUG
from cms.exchange.contents import Contents
from cms.exchange.filling import prepared
from cms.exchange.findings import Finding, MoveRefused, Place
from cms.exchange.finishing import finish
from cms.exchange.moves import Move
from cms.exchange.tables import Table
from cms.exchange.values import Lookups
from cms.library.models import Item
from cms.library.scope import active
from cms.library.scopes import EditorsView
from cms.library.two_eyes import asks_for_two
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import may


def move_in(
    contents: Contents, owner: Owner, user: User, *, publishes: bool, dry_run: bool = False
) -> Move:
    """Make and update the owner's items. Raises MoveRefused, and then nothing has changed.

    The caller has asked whether the user may; what rows may point at is what the user may see.
    """
    move = Move(owner, user, publishes, Lookups.read(user), findings=list(contents.findings))
    if publishes and asks_for_two(owner.pk):
        reason = _("Hos jer skal en kollega se det, før det udgives.")
        move.findings.append(Finding(Place(), reason, _("Importér som kladder.")))
    with active(EditorsView(user)), transaction.atomic():
        for table in contents.tables:
            move.coming[table.model.declaration.name] = _named_slugs(table)
        for table in contents.tables:
            _move_table(move, table)
        finish(move)
        move.records += _write_records(move, contents)
        if move.findings:
            raise MoveRefused(sorted(move.findings, key=_in_file_order))
        if dry_run:
            transaction.set_rollback(True)
    return move


def _write_records(move: Move, contents: Contents) -> list[records.Written]:
    of_shelf = [rows for kind, rows in contents.records.items() if kind != records.TRANSLATIONS]
    if any(of_shelf) and not (move.user and may(move.user, Action.CURATE, move.owner)):
        reason = _("Hylden og egne ord kan kun ændres af dem, der fylder hylden.")
        move.findings.append(Finding(Place(), reason, _("Fjern “overlays” og “choices”.")))
        return []
    publishes = move.publishes
    return records.write(contents.records, move.owner, move.findings, publishes=publishes)


def _in_file_order(finding: Finding) -> tuple[str, int, int, str]:
    place = finding.place
    return place.sheet, place.row, len(place.column.partition(" ")[0]), place.column


def _move_table(move: Move, table: Table) -> None:
    existing = _existing(move, table)
    titles = _titles(move, table.model)
    addresses = Addresses(table.model, keep=_named_slugs(table))
    seen: set[str] = set()
    for row in table.rows:
        slug = row.data.get(SLUG) or ""
        if not isinstance(slug, str) or slug in seen:
            reason = _("“%(slug)s” står i filen to gange.") % {"slug": slug}
            move.note(row, SLUG, reason, _("Giv den ene række et andet navn."))
            continue
        seen |= {slug} - {""}
        before = len(move.findings)
        one = prepared(move, table.model, row, existing.get(slug))
        if one is not None and one.is_new:
            give_address(move, one, addresses)
        if len(move.findings) == before and one is not None:
            check(move, one, titles)


def _named_slugs(table: Table) -> set[str]:
    return {row.data[SLUG] for row in table.rows if isinstance(row.data.get(SLUG), str)}


def _existing(move: Move, table: Table) -> dict[str, Item]:
    own = table.model.objects.filter(owner=move.owner, slug__in=_named_slugs(table))
    return {item.slug: item for item in own.select_related("owner")}


def _titles(move: Move, model: type[Item]) -> set[str]:
    own = model.objects.filter(owner=move.owner)
    return {
        str(title).casefold() for title in own.values_list(model.declaration.title_field, flat=True)
    }
