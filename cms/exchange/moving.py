"""Brings a file's rows into the library as one owner's items: every row, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.capabilities.registry import all_capabilities
from cms.declarations import FieldDeclaration
from cms.exchange import records
from cms.exchange.addresses import Addresses
from cms.exchange.bulk import add_versions, create_all, prepare
from cms.exchange.columns import LIVE, SHARING, SLUG
from cms.exchange.contents import Contents
from cms.exchange.exporter import export_item
from cms.exchange.findings import Finding, MoveRefused, Place
from cms.exchange.prose import blocks_to_plain, to_plain
from cms.exchange.report import BadValue, problems_of
from cms.exchange.saving import save_draft, save_published, state_of
from cms.exchange.tables import Row, Table
from cms.exchange.values import Lookups, put, put_reference
from cms.library.models import Item
from cms.library.scope import active
from cms.library.scopes import EditorsView
from cms.library.two_eyes import asks_for_two
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import may

# Set by the import itself, or given by Wagtail when an item is saved.
KNOWN = frozenset({"owner", "slug", "locale", "item_ptr", "latest_revision", "live_revision"})
FORMATTED = {"rich_text": to_plain, "blocks": blocks_to_plain}


@dataclass
class Moved:
    """One item that came in: as it was before, if it was, and as it is now."""

    item: Item
    row: Row
    before: dict[str, Any] | None

    @property
    def is_new(self) -> bool:
        """Whether the import made it."""
        return self.before is None


@dataclass
class Move:
    """One run: whose items, by whom, and what came of it."""

    owner: Owner
    user: User
    publishes: bool
    lookups: Lookups
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    records: list[records.Written] = field(default_factory=list)
    # The addresses that the file's own rows name, by type.
    coming: dict[str, set[str]] = field(default_factory=dict)

    def note(self, row: Row, key: str, reason: str, way_out: str = "") -> None:
        """Write down a mistake; what could not be read is not also said to be missing."""
        place = row.place(key)
        if all(known.place != place for known in self.findings):
            self.findings.append(Finding(place, reason, way_out))


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
        _finish(move)
        move.records += _write_records(move, contents)
        if move.findings:
            raise MoveRefused(sorted(move.findings, key=_in_file_order))
        if dry_run:
            transaction.set_rollback(True)
    return move


def _write_records(move: Move, contents: Contents) -> list[records.Written]:
    if any(contents.records.values()) and not may(move.user, Action.CURATE, move.owner):
        reason = _("Hylden og egne ord kan kun ændres af dem, der fylder hylden.")
        move.findings.append(Finding(Place(), reason, _("Fjern “overlays” og “choices”.")))
        return []
    return records.write(contents.records, move.owner, move.findings)


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
        one = _prepared(move, table.model, row, existing.get(slug))
        if one is not None and one.is_new:
            _give_address(move, one, addresses)
        if len(move.findings) == before and one is not None:
            _check(move, one, titles)


def _named_slugs(table: Table) -> set[str]:
    return {row.data[SLUG] for row in table.rows if isinstance(row.data.get(SLUG), str)}


def _existing(move: Move, table: Table) -> dict[str, Item]:
    own = table.model.objects.filter(owner=move.owner, slug__in=_named_slugs(table))
    return {item.slug: item for item in own.select_related("owner")}


def _titles(move: Move, model: type[Item]) -> set[str]:
    own = model.objects.filter(owner=move.owner)
    return {str(title).casefold() for title in own.values_list(_title(model), flat=True)}


def _title(model: type[Item]) -> str:
    return model.declaration.title_field


def _prepared(move: Move, model: type[Item], row: Row, found: Item | None) -> Moved | None:
    """The item with the row's values, not saved yet."""
    if found is not None and (refusal := _refusal(move, found)):
        move.note(row, SLUG, *refusal)
        return None
    state = state_of(found) if found else None
    item: Item = model(owner=move.owner, slug=row.data.get(SLUG) or "")
    if found is not None:
        item = found.get_latest_revision_as_object() if found.has_unpublished_changes else found
    item.sharing = row.data.get(SHARING) or item.sharing or model.declaration.settings.sharing
    _put_all(move, item, row, _cleared(row, found) | row.data)
    move.moved.append(Moved(item, row, state))
    return move.moved[-1]


def _refusal(move: Move, item: Item) -> tuple[str, str] | None:
    """Why an item can't be updated from a file now, and the way out."""
    if item.locked:
        return _("“%(item)s” er låst.") % {"item": item}, _("Lås den op først.")
    if item.workflow_in_progress:
        return _("“%(item)s” er til godkendelse.") % {"item": item}, _("Afslut den først.")
    if move.publishes and item.live and item.has_unpublished_changes:
        reason = _("“%(item)s” har en kladde, der ikke er udgivet.") % {"item": item}
        return reason, _("Udgiv eller slet kladden, eller importér som kladder.")
    return None


def _cleared(row: Row, found: Item | None) -> dict[str, Any]:
    """An empty cell empties a field that was filled, unless the field must have something."""
    if found is None:
        return {}
    fields = found.declaration.fields
    return {
        key: None
        for key in (name.partition(".")[0] for name in row.cleared)
        if key in fields and not fields[key].required and key not in row.data
    }


def _put_all(move: Move, item: Item, row: Row, values: Mapping[str, Any]) -> None:
    for name, declared in item.declaration.fields.items():
        if name not in values or _is_same_prose(item, row, name, values[name]):
            continue
        try:
            put(item, name, declared, values[name], move.lookups)
        except BadValue as error:
            move.note(row, name, str(error))
    for name in item.declaration.capabilities.keys() & values.keys():
        try:
            settings = _settings(values[name])
            if settings:
                all_capabilities()[name].import_settings(item, settings)
        except ValidationError as error:
            for problem in problems_of(row.number, error):
                move.note(row, f"{name}.{problem.column}", problem.reason)
        except (TypeError, ValueError):  # a value of another kind than the setting has
            move.note(row, name, _("Værdierne kan ikke læses."))


def _settings(values: Any) -> Mapping[str, Any]:
    if values is not None and not isinstance(values, dict):
        raise ValidationError(_("Her skal stå et objekt med felter."))
    return values or {}


def _is_same_prose(item: Item, row: Row, name: str, value: Any) -> bool:
    """Whether a sheet brings back text that was taken out of here: then its format is kept."""
    kind = item.declaration.fields[name].kind
    if not row.columns or kind not in FORMATTED or item.pk is None or value is None:
        return False
    plain: Any = FORMATTED[kind]
    return bool(plain(export_item(item)[name]) == plain(value))


def _check(move: Move, one: Moved, titles: set[str]) -> None:
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
    move.warnings.append(Finding(row.place(_title(type(item))), reason, way_out))


def _give_address(move: Move, one: Moved, addresses: Addresses) -> None:
    item = one.item
    item.slug = item.slug or addresses.make(str(item))
    if not addresses.claim(item.slug):
        reason = _("Adressen “%(slug)s” er optaget eller ugyldig.") % {"slug": item.slug}
        move.note(
            one.row, SLUG, reason, _("Brug små bogstaver, tal og bindestreg, og et nyt navn.")
        )


def _check_captions(move: Move, item: Item, row: Row) -> None:
    """A video without captions is not published (accessibility law, WCAG 1.2.2)."""
    if not _goes_live(move, item, row):
        return
    for name in item.declaration.fields_of("video"):
        video = getattr(item, name)
        if video is not None and not video.captions.all():
            reason = _("Videoen har ingen undertekster.")
            move.note(row, name, reason, _("Læg dem ved videoen, eller importér som kladde."))


def _goes_live(move: Move, item: Item, row: Row) -> bool:
    """A row that says nothing of it stays as published as it was; a new one is published."""
    return move.publishes and bool(row.data.get(LIVE, item.live or item.pk is None))


def _finish(move: Move) -> None:
    """Make the new items, put references, and give everything its versions."""
    new = [one for one in move.moved if one.is_new]
    if not move.findings:
        for one in new:
            prepare(one.item, is_live=_goes_live(move, one.item, one.row))
        create_all([one.item for one in new])
    for one in move.moved:
        _connect(move, one.item, one.row, one.row.data)
    if move.findings:
        return
    add_versions([one.item for one in new], move.user)
    for one in move.moved:
        if not one.is_new:
            save = save_published if _goes_live(move, one.item, one.row) else save_draft
            save(one.item, move.user)
        if one.row.draft:
            _put_draft(move, one.item, one.row, one.row.draft)


def _connect(move: Move, item: Item, row: Row, values: Mapping[str, Any]) -> None:
    references = item.declaration.fields_of("reference")
    for name, declared in references.items():
        try:
            if name in values and not _is_coming(move, declared, values[name]):
                put_reference(item, name, declared, values[name])
        except BadValue as error:
            move.note(row, name, str(error))
            continue
        _check_required(move, item, row, name)
    if references.keys() & values.keys() and not move.findings:
        item.save()


def _is_coming(move: Move, declared: FieldDeclaration, value: Any) -> bool:
    """Whether the file itself brings what is pointed at; it can't until its mistakes are mended."""
    named = {value} if isinstance(value, str) else set(map(str, value or ()))
    return bool(move.findings) and bool(named & move.coming.get(str(declared.to), set()))


def _check_required(move: Move, item: Item, row: Row, name: str) -> None:
    declared = item.declaration.fields[name]
    if not declared.required or move.findings:
        return
    value = getattr(item, name)
    if not (value.all() if declared.many else value):
        move.note(row, name, _("Feltet skal udfyldes."))


def _put_draft(move: Move, item: Item, row: Row, values: Mapping[str, Any]) -> None:
    _put_all(move, item, row, values)
    _connect(move, item, row, values)
    try:
        item.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for problem in problems_of(row.number, error):
            move.note(row, problem.column, problem.reason)
    else:
        save_draft(item, move.user)


def summary(move: Move) -> Iterator[tuple[str, int, int]]:
    """For each type: its name, how many are new, and how many are updated."""
    names = dict.fromkeys(one.item.type_name or one.item.declaration.name for one in move.moved)
    for name in names:
        mine = [one for one in move.moved if one.item.declaration.name == name]
        new = sum(one.is_new for one in mine)
        yield name, new, len(mine) - new
