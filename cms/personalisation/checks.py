"""What must hold of an audience and a rule before they are saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.library.models import Item, ItemQuerySet
from cms.library.scopes import lent_to
from cms.library.sharing import WITH_ALL
from cms.municipalities.models import Owner, OwnerKind
from cms.personalisation.choosable import declared_choosable
from cms.personalisation.models import Audience, EffectKind, Rule
from cms.personalisation.problems import Problem, RuleError, did_you_mean
from cms.personalisation.selection import Selection, parse_selection
from cms.personalisation.trials import case_problems, outcomes
from cms.personalisation.understanding import audiences_open_to, understand, vocabulary_of
from cms.personalisation.values import seen

__all__ = [
    "OWNERS_OF_RULES",
    "audience_problems",
    "audiences_open_to",
    "items_to_order",
    "missing_items",
    "readable_items",
    "rule_problems",
    "vocabulary_of",
]

OWNERS_OF_RULES = (OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY)
LONGEST_LABEL = 200
Problems = dict[str, list[str]]


def audience_problems(audience: Audience) -> Problems:
    """Give every mistake by field."""
    found: Problems = defaultdict(list)
    found["labels"] += _text_problems(audience.labels)
    if _owner_is_wrong(audience.owner_id, found, audience):
        return _only_real(found)
    understood = understand(audience.rule, audience.owner, audience.name, audience.labels)
    found["rule"] += [str(problem) for problem in understood.problems]
    mistakes = case_problems(audience.tests, understood.vocabulary)
    found["tests"] += [str(problem) for problem in mistakes]
    if not mistakes:
        asked = outcomes(understood, audience.tests, audience.owner)
        found["tests"] += [str(outcome) for outcome in asked if not outcome.holds]
    return _only_real(found)


def rule_problems(rule: Rule) -> Problems:
    """Give every mistake by field."""
    found: Problems = defaultdict(list)
    needs_reason = rule.effect != EffectKind.HIDE
    if needs_reason or rule.reason:
        found["reason"] += _text_problems(rule.reason)
    if rule.starts and rule.ends and rule.ends <= rule.starts:
        found["ends"].append(_("Reglen slutter, før den begynder. Vælg en senere slutning."))
    if not _owner_is_wrong(rule.owner_id, found, rule):
        found["audience"] += _audience_problems(rule)
        found["content"] += _content_problems(rule)
    return _only_real(found)


def _audience_problems(rule: Rule) -> list[str]:
    is_open = Audience.objects.filter(audiences_open_to(rule.owner), pk=rule.audience_id).exists()
    reason = _("Målgruppen hører til en anden ejer. Vælg en national eller jeres egen.")
    return [] if is_open else [reason]


def _content_problems(rule: Rule) -> list[str]:
    try:
        selection = parse_selection(rule.content, declared_choosable())
    except RuleError as error:
        return [str(problem) for problem in error.problems]
    if rule.effect == EffectKind.ORDER and not selection.items:
        return [items_to_order()]
    return [str(problem) for problem in missing_items(selection, rule.owner)]


def items_to_order() -> str:
    """Say that an order is one of single items: no other content has a place in it."""
    return _("Vælg de enkelte ting, der skal stå i rækkefølge, i den orden, de skal komme.")


def missing_items(selection: Selection, owner: Owner) -> Iterable[Problem]:
    """Find named items that do not exist, or are private to somebody else."""
    if not selection.items:
        return []
    named = Q()
    for type_name, slug in selection.addresses:
        named |= Q(type_name=type_name, slug=slug)
    rows = readable_items(owner).filter(named).values_list("type_name", "slug")
    found = {f"{type_name}/{slug}" for type_name, slug in rows}
    return [
        Problem(
            "content.items",
            _("Der er ikke noget indhold med adressen »%(item)s«.") % {"item": item},
            _("Tjek slags og adresse."),
        )
        for item in selection.items
        if item not in found
    ]


def readable_items(owner: Owner) -> ItemQuerySet:
    """Give the items that an owner's rules may name: its own, and what others share with it."""
    readable = Q(owner_id=owner.pk) | Q(sharing__in=WITH_ALL) | lent_to([owner.pk])
    return Item.objects.everything("a rule may name what its owner can read").filter(readable)


def _owner_is_wrong(owner_id: int | None, found: Problems, owned: Audience | Rule) -> bool:
    if owner_id is None:
        return True  # Django itself says that the field is required.
    if owned.owner.kind not in OWNERS_OF_RULES:
        found["owner"].append(_("Kun landet og kommuner har regler. Vælg en af dem."))
        return True
    return False


def _text_problems(texts: object) -> list[str]:
    languages = [code for code, _name in settings.LANGUAGES]
    if not isinstance(texts, dict):
        return [_('Her skal stå tekster efter sprog, for eksempel {"da": "…"}.')]
    problems = [
        _("%(code)s er ikke et af portalens sprog.") % {"code": seen(code)}
        + f" {did_you_mean(code, languages)}"
        for code in texts
        if code not in languages
    ]
    for code, text in texts.items():
        if not isinstance(text, str) or not 0 < len(text.strip()) <= LONGEST_LABEL:
            reason = _("»%(code)s« skal være en tekst på 1 til %(most)s tegn.")
            problems.append(reason % {"code": code, "most": LONGEST_LABEL})
    if not texts.get("da"):
        problems.append(_("Den danske tekst mangler. Skriv den (da)."))
    return problems


def _only_real(found: Problems) -> Problems:
    return {field: problems for field, problems in found.items() if problems}
