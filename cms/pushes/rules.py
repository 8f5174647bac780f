"""Carries out the rules that say an audience is to be told of something: once a citizen and item.

A rule never tells a citizen of what they don't meet on their shelf, nor of what they turned the
reason off for; and never more of it in a day than the kind allows. The rest comes the next day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cms.citizens.models import Citizen
from cms.declarations.push_kind import PushKind
from cms.library.models import Item
from cms.municipalities.models import Municipality
from cms.personalisation.book import CompiledRule, current_book
from cms.personalisation.conditions import condition_of
from cms.personalisation.effects import Kind, standing_of
from cms.personalisation.feed import visible_to
from cms.personalisation.models import EffectKind
from cms.personalisation.services import citizens_in
from cms.personalisation.viewer import Viewer, supported_language
from cms.pushes.declared import kind_of_rules
from cms.pushes.models import Push
from cms.pushes.services import Telling, fingerprint, tell
from cms.pushes.timing import start_of_day

BATCH = 500
MOST_ITEMS = 50


@dataclass(frozen=True)
class _Place:
    """One rule in one municipality, with what it chooses there."""

    rule: CompiledRule
    municipality: Municipality
    items: list[Item]
    kind: PushKind


def carry_out_rules() -> Counter[str]:
    """Tell everybody whom a rule wants told and who hasn't been; gives how many of each rule."""
    told: Counter[str] = Counter()
    kind = kind_of_rules()
    if kind is None:
        return told
    for place in _places(kind):
        told[place.rule.name] += _carry_out(place)
    return +told


def _places(kind: PushKind) -> Iterator[_Place]:
    now, book = timezone.now(), current_book()
    if not any(rule.effect is EffectKind.NOTIFY for rule in book.rules):
        return
    for municipality in Municipality.objects.filter(citizens__isnull=False).distinct():
        for rule in book.rules_for(municipality.pk, now):
            if rule.effect is EffectKind.NOTIFY and (items := _items(rule, municipality)):
                yield _Place(rule, municipality, items, kind)


def _items(rule: CompiledRule, municipality: Municipality) -> list[Item]:
    condition = condition_of(rule.selection, Item)
    if condition is None:
        return []
    found = Item.objects.on_shelf_of(municipality).filter(condition)
    return list(found.order_by("-first_published_at", "-pk")[:MOST_ITEMS])


def item_key(item: Item) -> str:
    """What telling somebody of an item is called: two rules about it tell once."""
    return f"rule:item:{item.pk}"


def _carry_out(place: _Place) -> int:
    """Item by item: whoever hasn't been told of it, and has room for more today."""
    everybody = citizens_in(place.rule.audience, Viewer(place.municipality), place.municipality)
    seen: dict[tuple[str, str], set[int]] = {}
    count = 0
    for item in place.items:
        untold = list(_untold(everybody, item).select_related("municipality"))
        for start in range(0, len(untold), BATCH):
            batch = _with_room(untold[start : start + BATCH], place.kind)
            ids = [one.pk for one in batch if item.pk in _meets(one, place, seen)]
            telling = Telling(place.kind.name, item_key(item), item)
            count += tell(ids, telling) if ids else 0
    return count


def _untold(everybody: QuerySet[Citizen], item: Item) -> QuerySet[Citizen]:
    told = Push.objects.filter(citizen=OuterRef("pk"), fingerprint=fingerprint(item_key(item)))
    return everybody.filter(~Exists(told)).order_by("pk")


def _with_room(citizens: list[Citizen], kind: PushKind) -> list[Citizen]:
    """Those who have had fewer of the kind today than it allows."""
    today = start_of_day(timezone.now())
    ids = [citizen.pk for citizen in citizens]
    had = Counter(
        Push.objects.filter(citizen__in=ids, kind=kind.name, made_at__gte=today).values_list(
            "citizen_id", flat=True
        )
    )
    return [citizen for citizen in citizens if had[citizen.pk] < kind.most_a_day]


def _meets(citizen: Citizen, place: _Place, seen: dict[tuple[str, str], set[int]]) -> set[int]:
    """Which of the items the citizen meets; worked out once for all who stand alike."""
    viewer = Viewer(place.municipality, citizen, supported_language(citizen.language))
    standing = standing_of(viewer)
    wanted = f"rule:{place.rule.name}"
    if not any(one.kind is Kind.NOTIFY and one.reason_key == wanted for one in standing.effects):
        return set()
    alike = (standing.signature, viewer.language)
    if alike not in seen:
        ids = [item.pk for item in place.items]
        shelf = Item.objects.on_shelf_of(place.municipality).filter(pk__in=ids)
        seen[alike] = set(visible_to(shelf, viewer).values_list("pk", flat=True))
    return seen[alike]
