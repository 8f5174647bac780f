"""What a citizen has put into the plan, and what a citizen follows, lifts what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.personalisation.choosable import narrower
from cms.personalisation.effect import Effect, Kind
from cms.personalisation.grammar import GRAMMARS
from cms.personalisation.selection import Selection
from cms.personalisation.sentence import label_within_sentence
from cms.personalisation.vocabulary import Labels
from cms.plans.follows import Follow, company_names, followed, label_of
from cms.plans.models import FollowKind
from cms.plans.services import items_in_plan

PLAN, FOLLOWS = "plan", "follow"
PLAN_WEIGHT, FOLLOW_WEIGHT = 30, 20
_IN_PLAN: Labels = {
    "da": "Fordi det står i din plan",
    "en": "Because it is in your plan",
    "ar": "لأنه في خطتك",
    "ru": "Потому что это есть в вашем плане",
}
_FOLLOWED: Labels = {
    "da": "Fordi du følger {value}",
    "en": "Because you follow {value}",
    "ar": "لأنك تتابع {value}",
    "ru": "Потому что вы подписаны на «{value}»",
}


def effects_of_wishes(citizen: Citizen) -> Iterator[Effect]:
    """Give an effect for the plan, and one for each company and industry that is followed.

    A word that is followed lifts nothing: it is searched for (see the page of what one follows).
    """
    yield from _effect_of_plan(items_in_plan(citizen))
    follows = followed(citizen)
    names = company_names(follows)
    for one in follows:
        if one.kind == FollowKind.COMPANY:
            yield _effect_of_follow(one, Selection(owners=(one.value,)), names)
        elif one.kind == FollowKind.INDUSTRY:
            terms = {one.vocabulary: narrower(one.vocabulary, [one.value])}
            yield _effect_of_follow(one, Selection(terms=terms), names)


def _effect_of_plan(keys: list[int]) -> Iterator[Effect]:
    if keys:
        items = Item.objects.everything("a citizen's own plan names items").filter(pk__in=keys)
        pairs = items.order_by("pk").values_list("type_name", "slug")
        addresses = tuple(f"{type_name}/{slug}" for type_name, slug in pairs)
        if addresses:
            yield Effect(Kind.BOOST, Selection(items=addresses), PLAN_WEIGHT, PLAN, _IN_PLAN)


def _effect_of_follow(one: Follow, selection: Selection, names: dict[str, str]) -> Effect:
    reasons = {}
    for language in GRAMMARS:
        label = label_of(one, language, names)
        is_name = one.kind == FollowKind.COMPANY
        value = label if is_name else label_within_sentence(label)
        reasons[language] = _FOLLOWED[language].format(value=value)
    parts = (FOLLOWS, one.kind, one.vocabulary, one.value)
    key = ":".join(part for part in parts if part)
    return Effect(Kind.BOOST, selection, FOLLOW_WEIGHT, key, reasons)
